/**
 * What masks and filters do to types. It is checked with the sources: the file compiles only while every rule
 * holds, and an expected error that is none is an error.
 */
import type { Client } from './client.js';
import { contains, gt } from './conditions.js';
import type {
  SoftLayer_Hardware,
  SoftLayer_Virtual_Guest,
  SoftLayer_Virtual_Guest_Locals,
} from './generated/types.js';
import type { ListResult } from './result.js';

/** Compiles only when both types are the same. */
declare function same<A, B>(
  equal: (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false,
): void;
/** One flat type for an intersection of several. */
type Flat<T> = T extends object ? { [K in keyof T]: Flat<T[K]> } : T;
declare const client: Client;

export async function masks(): Promise<void> {
  const account = client.Account;

  // Without a mask: the local properties, none of them optional, and no relation.
  const plain = await account.getVirtualGuests();
  same<typeof plain, ListResult<SoftLayer_Virtual_Guest_Locals>>(true);
  same<(typeof plain)[0]['id'], number>(true);
  same<(typeof plain)[0]['hostname'], string | null>(true);
  same<typeof plain.total, number | undefined>(true);
  // @ts-expect-error a relation that was not asked for
  plain[0]!.datacenter;

  // Relations alone: all local properties beside them.
  const related = await account.getVirtualGuests({
    mask: {
      operatingSystem: { passwords: true },
      networkComponents: true,
      datacenter: { name: true },
      blockDeviceCount: true,
      primaryIpAddress: true,
    },
  });
  const guest = related[0]!;
  same<typeof guest.hostname, string | null>(true);
  // A list and a count are there once asked for; a relation to one object may be absent.
  same<typeof guest.blockDeviceCount, number>(true);
  same<(typeof guest.networkComponents)[0]['maxSpeed'], number | null>(true);
  same<typeof guest.primaryIpAddress, string | undefined>(true);
  same<Flat<typeof guest.datacenter>, { name: string | null } | undefined>(true);
  guest.operatingSystem?.passwords[0]?.password;
  // @ts-expect-error it may be absent
  guest.datacenter.name;
  // @ts-expect-error only its name was asked for
  guest.datacenter?.id;
  // @ts-expect-error not asked for
  guest.powerState;

  // A local property named: only what is named.
  const exact = await client.Virtual_Guest.id(5).getObject({
    mask: { id: true, tagReferences: { id: true, tag: { name: true } }, datacenter: true },
  });
  same<
    Flat<Omit<typeof exact, 'datacenter'>>,
    { id: number; tagReferences: { id: number; tag?: { name: string | null } }[] }
  >(true);
  exact.datacenter?.longName;
  // @ts-expect-error not named
  exact.hostname;

  // Inherited properties count as the type's own.
  const server = await client.Hardware_Server.getObject({
    id: 5,
    mask: { hostname: true, activeTransaction: { id: true } },
  });
  same<typeof server.hostname, string | null>(true);
  same<number | undefined, NonNullable<typeof server.activeTransaction>['id'] | undefined>(true);

  // Names that do not exist are refused at any depth, also beside others.
  // @ts-expect-error
  account.getVirtualGuests({ mask: { nope: true } });
  // @ts-expect-error
  account.getVirtualGuests({ mask: { hostname: true, nope: true } });
  // @ts-expect-error
  account.getVirtualGuests({ mask: { datacenter: { name: true, nope: true } } });
  // @ts-expect-error a value has no parts
  account.getVirtualGuests({ mask: { hostname: { length: true } } });
  // @ts-expect-error leaves are true
  account.getVirtualGuests({ mask: { hostname: false } });
  // @ts-expect-error
  account.getVirtualGuests.iterate({ mask: { nope: true } });

  // A text does not shape: all there may be, optional.
  const text = await account.getHardware({ mask: 'mask[id,datacenter]' });
  same<typeof text, ListResult<SoftLayer_Hardware>>(true);
  same<(typeof text)[0]['hostname'], string | null | undefined>(true);

  for await (const vs of account.getVirtualGuests.iterate({ pageSize: 50, mask: { id: true } })) {
    same<Flat<typeof vs>, { id: number }>(true);
  }
}

export async function filters(): Promise<void> {
  const { getHardware } = client.Account;
  getHardware({ filter: { datacenter: { name: 'dal05' }, memoryCapacity: '> 8' } });
  getHardware({ filter: { memoryCapacity: gt(8), notes: contains('x'), billingItem: null } });
  getHardware({ filter: { tagReferences: { tag: { name: ['a', 'b'] } } } });
  getHardware({ filter: { hardware: { hostname: 'x' } } });
  // @ts-expect-error no such property
  getHardware({ filter: { datacentre: { name: 'dal05' } } });
  // @ts-expect-error no such property of a location
  getHardware({ filter: { datacenter: { nam: 'dal05' } } });
  // @ts-expect-error an object has no value to compare
  getHardware({ filter: { datacenter: 'dal05' } });
  // @ts-expect-error the root of another getter
  getHardware({ filter: { virtualGuests: { hostname: 'x' } } });
  // @ts-expect-error one object cannot be filtered
  client.Account.getObject({ filter: { id: 5 } });
}

export async function methods(): Promise<void> {
  const done = await client.Virtual_Guest.powerOff({ id: 5 });
  same<typeof done, boolean>(true);
  const record = await client.Dns_Domain.createARecord('www', '127.0.0.1', 86400, { id: 5 });
  same<typeof record.id, number>(true);
  const template: SoftLayer_Virtual_Guest = {
    hostname: 'a',
    datacenter: { name: 'dal09' },
    networkComponents: [{ maxSpeed: 100 }],
    localDiskFlag: null,
  };
  await client.Virtual_Guest.createObject(template);
  // @ts-expect-error no such property
  client.Virtual_Guest.createObject({ hostnam: 'a' });
  // @ts-expect-error an argument is missing
  client.Dns_Domain.createARecord('www', '127.0.0.1');
  // @ts-expect-error no such method
  client.Account.getObjekt();
  // @ts-expect-error no such service
  client.Acount;
  // @ts-expect-error no such option
  client.Account.getObject({ nope: 1 });
  same<typeof client.SoftLayer_Account, typeof client.Account>(true);
  const { data, response } = await client.Account.getObject().withResponse();
  same<[typeof data.id, typeof response.status], [number, number]>(true);
}
