import { Fields } from './fields.js';
import { reservedName } from './names.js';

export interface AdditionalDisk {
  readonly path: string | undefined;
  readonly sizeGb: number;
  readonly type: 'raw' | 'partitioned';
  /** Where mistakes in it are noted. */
  readonly fields: Fields;
}

/** A creation as it was asked for. What needs the inventory to judge is judged later, in `fields`. */
export interface CreateRequest {
  readonly fields: Fields;
  readonly name: string;
  readonly description: string | undefined;
  readonly groupId: string;
  readonly sourceServerId: string;
  readonly sourceServerPassword: string | undefined;
  readonly networkId: string | undefined;
  readonly ipAddress: string | undefined;
  readonly password: string | undefined;
  readonly cpu: number;
  readonly memoryGb: number;
  readonly type: 'standard' | 'hyperscale';
  readonly storageType: 'standard' | 'premium' | 'hyperscale';
  readonly isManagedOS: boolean;
  readonly isManagedBackup: boolean;
  readonly primaryDns: string | undefined;
  readonly secondaryDns: string | undefined;
  readonly disks: readonly AdditionalDisk[];
  /** World time. */
  readonly ttl: number | undefined;
}

/** Alias and name together (documented). */
const longestName = 10;

/** Characters that passwords may not have (observed client). */
const refusedInPasswords = /["';^&<>|\\`]/;

/**
 * Reads a body of `POST servers`, noting every mistake that can be seen without the inventory. It may be read
 * again when the command is run again, and throws nothing: `fields.check()` does.
 *
 * @param now world time.
 */
export function createRequest(body: unknown, alias: string, now: number): CreateRequest {
  const fields = new Fields(body);
  const type = fields.choice('type', ['standard', 'hyperscale', 'bareMetal'], 'standard');
  if (type === 'bareMetal') {
    fields.refuse('type', 'This data center has no bare metal servers to give out.');
  }
  const hyperscale = type === 'hyperscale';
  const storageType = fields.choice(
    'storageType',
    ['standard', 'premium', 'hyperscale'],
    hyperscale ? 'hyperscale' : 'standard',
  );
  if (hyperscale !== (storageType === 'hyperscale')) {
    fields.refuse('storageType', `Servers of type ${type} cannot have ${storageType} storage.`);
  }
  const isManagedOS = fields.flag('isManagedOS');
  const isManagedBackup = fields.flag('isManagedBackup');
  if (isManagedBackup && !isManagedOS) {
    fields.refuse('isManagedBackup', 'Managed backup needs a managed operating system.');
  }
  refusePolicies(fields, hyperscale);
  return {
    fields,
    name: nameOf(fields, alias),
    description: fields.text('description'),
    groupId: fields.requiredText('groupId'),
    sourceServerId: fields.requiredText('sourceServerId'),
    sourceServerPassword: fields.text('sourceServerPassword'),
    networkId: fields.text('networkId'),
    ipAddress: fields.text('ipAddress'),
    password: passwordOf(fields),
    cpu: fields.integer('cpu', { min: 1, max: 16 }),
    memoryGb: fields.integer('memoryGB', { min: 1, max: 128 }),
    type: hyperscale ? 'hyperscale' : 'standard',
    storageType,
    isManagedOS,
    isManagedBackup,
    primaryDns: fields.text('primaryDns'),
    secondaryDns: fields.text('secondaryDns'),
    disks: disksOf(fields),
    ttl: ttlOf(fields, now),
  };
}

function nameOf(fields: Fields, alias: string): string {
  const name = fields.requiredText('name');
  if (name === '') return name;
  if (!/^[A-Za-z0-9-]+$/.test(name)) {
    fields.refuse('name', 'The name may contain only letters, digits and dashes.');
  } else if (alias.length + name.length > longestName) {
    fields.refuse(
      'name',
      `The name may have at most ${longestName - alias.length} characters: ` +
        `with the account alias, ${longestName}.`,
    );
  } else if (reservedName.test(name)) {
    fields.refuse('name', 'Names of the letter M and digits are reserved.');
  }
  return name;
}

function passwordOf(fields: Fields): string | undefined {
  const password = fields.text('password');
  if (password !== undefined && refusedInPasswords.test(password)) {
    fields.refuse('password', 'The password contains a character that is not allowed.');
  }
  return password;
}

/** A time to live is a moment in the future, with or without milliseconds. */
function ttlOf(fields: Fields, now: number): number | undefined {
  const text = fields.text('ttl');
  if (text === undefined) return undefined;
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)$/i.test(text)
    ? Date.parse(text)
    : Number.NaN;
  if (Number.isNaN(time)) fields.refuse('ttl', 'The ttl must be a time: 2030-01-31T12:00:00Z.');
  else if (time <= now) fields.refuse('ttl', 'The ttl must be in the future.');
  else return time;
  return undefined;
}

function disksOf(fields: Fields): AdditionalDisk[] {
  return fields.objects('additionalDisks').map((disk) => {
    const path = disk.text('path');
    const type = disk.choice('type', ['raw', 'partitioned'], path ? 'partitioned' : 'raw');
    if (type === 'partitioned' && path === undefined) {
      disk.refuse('path', 'A partitioned disk needs a path.');
    }
    const sizeGb = disk.integer('sizeGB', { min: 1, max: 1024 });
    return { path: type === 'raw' ? undefined : path, sizeGb, type, fields: disk };
  });
}

/** Policies are not bound to servers, nor packages run on new ones, by this server. */
function refusePolicies(fields: Fields, hyperscale: boolean): void {
  const absent = (field: string, message: string) => {
    if (fields.value(field) !== undefined) fields.refuse(field, message);
  };
  absent('cpuAutoscalePolicyId', 'The autoscale policy does not exist.');
  absent(
    'antiAffinityPolicyId',
    hyperscale
      ? 'The anti-affinity policy does not exist.'
      : 'Only hyperscale servers can have an anti-affinity policy.',
  );
  if (fields.list('packages').length > 0) fields.refuse('packages', 'The package does not exist.');
}
