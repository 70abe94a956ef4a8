import { accountOf } from '../../../inventory/catalogue.js';
import { apiKeyOf } from '../../../security/users.js';
import { eq } from '../../../store/predicate.js';
import type { Reader } from '../../../store/store.js';
import { accountNode, userNode } from '../account-node.js';
import { type Call, type ReadMethod, type ReadSession, reads, type Service } from '../call.js';
import { guestExt } from '../ext.js';
import { notFound } from '../faults.js';
import { filterOf } from '../filters.js';
import { answerGetter, checkedMask, namesOf } from '../getters.js';
import { guestNode } from '../guest-node.js';
import { hardwareNode } from '../hardware-node.js';
import { listMachines, type Shown, visible } from '../machines.js';
import { checkMask, namesIn } from '../masks.js';
import type { Value } from '../nodes.js';
import { sshKeyNode, vlanNode } from '../parts.js';
import { project } from '../project.js';
import { machineColumns, type ShownMachine, surroundingsOf } from '../surroundings.js';

const isHourly = (machine: ShownMachine) => guestExt(machine).hourly ?? true;

/** Lists of machines that an account has, under the names of its properties. */
const machineLists: Readonly<
  Record<string, { readonly kind: Shown; readonly keep?: (machine: ShownMachine) => boolean }>
> = {
  virtualGuests: { kind: 'guest' },
  hourlyVirtualGuests: { kind: 'guest', keep: isHourly },
  monthlyVirtualGuests: { kind: 'guest', keep: (machine) => !isHourly(machine) },
  hardware: { kind: 'metal' },
};

/** Lists of other things that an account has. */
const otherLists = ['users', 'sshKeys', 'networkVlans', 'privateNetworkVlans'] as const;

/** Counts that need no list. */
const counts: Readonly<Record<string, (reader: Reader) => Promise<number> | number>> = {
  virtualGuestCount: async (reader) => reader.count('machine', visible('guest')),
  hardwareCount: async (reader) => reader.count('machine', visible('metal')),
  userCount: async (reader) => reader.count('user'),
  sshKeyCount: async (reader) => reader.count('sshKey'),
  networkVlanCount: async (reader) => reader.count('network', eq('kind', 'vlan')),
  subnetCount: async (reader) => reader.count('network', eq('kind', 'vlan')),
  domainCount: async (reader) => reader.count('zone'),
  openTicketCount: async (reader) => reader.count('ticket', eq('status', 'open')),
};

/** SoftLayer_Account: an id need not be given, the caller's account is meant. */
export const account: Service = {
  methods: {
    getObject: reads(async (session, call) => {
      await checkId(session, call);
      checkMask(call.mask, call.service);
      return { value: project(await accountWith(session, namesIn(call.mask)), call.mask) };
    }),
    getCurrentUser: reads(async (session, call) => {
      await checkId(session, call);
      const type = 'SoftLayer_User_Customer';
      checkMask(call.mask, type);
      const { reader, principal, vault } = session;
      const user = await reader.get('user', { id: principal.userId });
      if (!user) throw notFound(principal.userId);
      const wantsKey = namesIn(call.mask).has('apiAuthenticationKeys');
      const apiKey = wantsKey ? apiKeyOf(vault, user) : undefined;
      return { value: project(userNode(user, await accountOf(reader), apiKey), call.mask) };
    }),
  },
  get: (property) => {
    const list = Object.hasOwn(machineLists, property) ? machineLists[property] : undefined;
    if (list) return machineList(property, list);
    const isKept = otherLists.some((name) => name === property);
    return isKept ? relation(property) : undefined;
  },
};

const machineList = (property: string, list: (typeof machineLists)[string]): ReadMethod =>
  reads(async (session, call) => {
    await checkId(session, call);
    if (call.trail.length > 0) return answerRelation(session, call, property);
    const type = list.kind === 'guest' ? 'SoftLayer_Virtual_Guest' : 'SoftLayer_Hardware';
    const mask = checkedMask(call, property, type);
    // Python's client keeps `virtualGuests` as the root of filters on its variants (observed).
    const roots = list.kind === 'guest' ? [...new Set([property, 'virtualGuests'])] : [property];
    const filter = filterOf(call.filter, roots);
    return listMachines(session, { ...list, mask, filter, limit: call.limit });
  });

const relation = (property: string): ReadMethod =>
  reads(async (session, call) => {
    await checkId(session, call);
    return answerRelation(session, call, property);
  });

async function answerRelation(session: ReadSession, call: Call, property: string) {
  const node = await accountWith(session, namesOf(call, property));
  return answerGetter(node, property, call, session.reader.now);
}

async function checkId({ principal }: ReadSession, { id }: Call): Promise<void> {
  if (id === undefined || Number(id) === principal.accountId) return;
  throw notFound(id);
}

/** The caller's account with those of its lists and counts that are named. */
async function accountWith(session: ReadSession, names: ReadonlySet<string>) {
  const { reader, vault } = session;
  const row = await accountOf(reader);
  const relations: Record<string, Value> = {};
  for (const [property, { kind, keep }] of Object.entries(machineLists)) {
    if (!names.has(property)) continue;
    const rows = await reader.select('machine', { columns: machineColumns, where: visible(kind) });
    const kept = keep ? rows.filter(keep) : rows;
    const around = await surroundingsOf({ reader, vault, names }, kept);
    const nodeOf = kind === 'guest' ? guestNode : hardwareNode;
    relations[property] = kept.map((machine) => nodeOf(machine, around));
  }
  if (names.has('users')) {
    relations.users = (await reader.select('user')).map((user) => userNode(user, row));
  }
  if (names.has('sshKeys')) {
    relations.sshKeys = (await reader.select('sshKey')).map(sshKeyNode);
  }
  if (names.has('networkVlans') || names.has('privateNetworkVlans')) {
    const networks = await reader.select('network', { where: eq('kind', 'vlan') });
    const vlans = networks.map(vlanNode).filter((vlan) => vlan !== undefined);
    relations.networkVlans = vlans;
    relations.privateNetworkVlans = vlans;
  }
  for (const [property, count] of Object.entries(counts)) {
    if (names.has(property)) relations[property] = await count(reader);
  }
  return accountNode(row, relations);
}
