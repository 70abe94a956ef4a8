import type {
  AutoRestart,
  ContainerSize,
  DeploymentStrategy,
  EnvVar,
  RunKeys,
  Tag,
} from '@pileus/sdk/tutum/wire';
import { RefusedError } from '../../inventory/errors.js';
import type { Row } from '../../store/tables.js';
import {
  flag,
  integer,
  isUnset,
  listOf,
  object,
  optional,
  type Read,
  text,
  word,
} from './values.js';

export interface StoredPort {
  readonly protocol: 'tcp' | 'udp';
  readonly inner_port: number;
  /** Null: the host gives one. */
  readonly outer_port: number | null;
  readonly published: boolean;
}

export interface StoredBinding {
  readonly host_path: string | null;
  readonly container_path: string | null;
  readonly rewritable: boolean;
  /** The uid of the service whose volumes are used; in a request, its URI or name. */
  readonly volumes_from: string | null;
}

export interface StoredLink {
  /** The uid of the service; in a request, its URI or name. */
  readonly to: string;
  /** The alias under which the linked service is known; null in a request: the service's name. */
  readonly name: string | null;
}

/** What a service's row holds in `definition`: the writable fields of both generations, all set. */
export interface Definition extends RunKeys {
  readonly nickname: string | null;
  readonly container_size: ContainerSize;
  readonly container_ports: readonly StoredPort[];
  readonly container_envvars: readonly EnvVar[];
  readonly links: readonly StoredLink[];
  readonly bindings: readonly StoredBinding[];
  readonly autoreplace: AutoRestart;
  readonly autoredeploy: boolean;
  readonly sequential_deployment: boolean;
  readonly deployment_strategy: DeploymentStrategy;
  readonly roles: readonly string[];
  readonly tags: readonly Tag[];
  readonly web_public_dns: string | null;
}

export const defaults: Definition = {
  nickname: null,
  container_size: 'XS',
  container_ports: [],
  container_envvars: [],
  links: [],
  bindings: [],
  autorestart: 'OFF',
  autoreplace: 'OFF',
  autodestroy: 'OFF',
  autoredeploy: false,
  sequential_deployment: false,
  deployment_strategy: 'EMPTIEST_NODE',
  roles: [],
  tags: [],
  web_public_dns: null,
  net: 'bridge',
  pid: 'none',
  privileged: false,
  read_only: false,
  tty: false,
  stdin_open: false,
  working_dir: null,
  user: null,
  hostname: null,
  domainname: null,
  mac_address: null,
  cgroup_parent: null,
  cpuset: null,
  cpu_shares: null,
  memory: null,
  memory_swap: null,
  cap_add: [],
  cap_drop: [],
  devices: [],
  dns: [],
  dns_search: [],
  extra_hosts: [],
  security_opt: [],
  labels: {},
  entrypoint: null,
  run_command: null,
};

/** The definition of a row; a world file may name only what differs from the defaults. */
export const definitionOf = ({ definition }: Pick<Row<'service'>, 'definition'>): Definition => ({
  ...defaults,
  ...definition,
});

const port = object<StoredPort>((of, field) => {
  const outer_port = optional(integer(1, 65_535))(of.outer_port, `${field}.outer_port`);
  return {
    protocol: word('tcp', 'udp')(of.protocol ?? 'tcp', `${field}.protocol`),
    inner_port: integer(1, 65_535)(of.inner_port, `${field}.inner_port`),
    outer_port,
    // Whoever fixes a host port wants it published, said or not.
    published: isUnset(of.published) ? outer_port !== null : flag(of.published, field),
  };
});

const scalar: Read<string> = (value, field) =>
  typeof value === 'number' || typeof value === 'boolean' ? String(value) : text(value, field);

const envVar = object<EnvVar>((of, field) => {
  const key = text(of.key, `${field}.key`);
  if (!/^[^=\s]{1,255}$/.test(key)) {
    throw new RefusedError('invalid', `${field}.key "${key.slice(0, 60)}" is no name.`, field);
  }
  return { key, value: scalar(of.value ?? '', `${field}.value`) };
});

const binding = object<StoredBinding>((of, field) => ({
  host_path: optional(text)(of.host_path, `${field}.host_path`),
  container_path: optional(text)(of.container_path, `${field}.container_path`),
  rewritable: isUnset(of.rewritable) || flag(of.rewritable, `${field}.rewritable`),
  // The Go client misspells it.
  volumes_from: optional(text)(of.volumes_from ?? of.volume_from, `${field}.volumes_from`),
}));

const linkObject = object<StoredLink>((of, field) => ({
  to: text(of.to_service ?? of.to_application ?? of.to_container, `${field}.to_service`),
  name: optional(text)(of.name, `${field}.name`),
}));

const link: Read<StoredLink> = (value, field) =>
  typeof value === 'string' ? { to: value, name: null } : linkObject(value, field);

const tag: Read<Tag> = (value, field) =>
  typeof value === 'string'
    ? { name: text(value, field) }
    : object<Tag>((of) => ({ name: text(of.name, `${field}.name`) }))(value, field);

const labels = object<Record<string, string>>((of, field) =>
  Object.fromEntries(
    Object.entries(of).map(([key, value]) => [key, scalar(value, `${field}.${key}`)]),
  ),
);

const restartPolicy = word('OFF', 'ON_FAILURE', 'ALWAYS');
const texts = listOf(scalar);
const megabytes = integer(1, 2 ** 31 - 1);

const readers: { readonly [K in Exclude<keyof Definition, 'links'>]: Read<Definition[K]> } = {
  nickname: text,
  container_size: word('XS', 'S', 'M', 'L', 'XL'),
  container_ports: listOf(port),
  container_envvars: listOf(envVar),
  bindings: listOf(binding),
  autorestart: restartPolicy,
  autoreplace: restartPolicy,
  autodestroy: word('OFF', 'ON_FAILURE', 'ON_SUCCESS', 'ALWAYS'),
  autoredeploy: flag,
  sequential_deployment: flag,
  deployment_strategy: word('EMPTIEST_NODE', 'HIGH_AVAILABILITY', 'EVERY_NODE'),
  roles: listOf(text),
  tags: listOf(tag),
  web_public_dns: text,
  net: word('bridge', 'host'),
  pid: word('none', 'host'),
  privileged: flag,
  read_only: flag,
  tty: flag,
  stdin_open: flag,
  working_dir: text,
  user: text,
  hostname: text,
  domainname: text,
  mac_address: text,
  cgroup_parent: text,
  cpuset: text,
  cpu_shares: integer(0, 2 ** 31 - 1),
  memory: megabytes,
  memory_swap: megabytes,
  cap_add: texts,
  cap_drop: texts,
  devices: texts,
  dns: texts,
  dns_search: texts,
  extra_hosts: texts,
  security_opt: texts,
  labels,
  entrypoint: text,
  run_command: text,
};

const linkKeys = ['linked_to_service', 'linked_to_application', 'linked_to_container'] as const;

/**
 * Reads the writable fields that a body names; unknown keys are ignored. Unset ones (null, empty text) get
 * their defaults. Links and `volumes_from` still name services as the request did.
 *
 * @throws {RefusedError} `invalid`, naming the field.
 */
export function readFields(body: Readonly<Record<string, unknown>>): Partial<Definition> {
  const fields: Record<string, unknown> = {};
  for (const [key, read] of Object.entries(readers)) {
    if (!Object.hasOwn(body, key)) continue;
    const value = body[key];
    fields[key] = isUnset(value) ? defaults[key as keyof Definition] : read(value, key);
  }
  const named = linkKeys.filter((key) => Object.hasOwn(body, key));
  if (named.length > 0) {
    fields.links = named.flatMap((key) => (isUnset(body[key]) ? [] : listOf(link)(body[key], key)));
  }
  return fields;
}

/** @throws {RefusedError} `invalid` when fields exclude each other. */
export function checkDefinition({ autorestart, autodestroy }: Definition): void {
  if (autorestart !== 'ALWAYS' || autodestroy === 'OFF') return;
  throw new RefusedError(
    'invalid',
    'autorestart ALWAYS and autodestroy exclude each other: set autodestroy to OFF.',
    'autodestroy',
  );
}
