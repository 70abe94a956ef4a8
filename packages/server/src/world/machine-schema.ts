import { z } from 'zod';
import {
  count,
  hostname,
  ipv4,
  locationCode,
  name,
  owned,
  price,
  record,
  serverName,
} from './fields.js';

const disk = record({
  sizeGb: count,
  /** Where it is mounted. */
  path: z.string().optional(),
  kind: z.enum(['system', 'swap', 'raw', 'partitioned']).default('system'),
});

/** A machine that exists when the world begins. Containers are made by services. */
export const machine = record({
  ...owned,
  kind: z.enum(['guest', 'metal', 'host']).default('guest'),
  location: locationCode,
  /** Unique in its cluster. */
  name,
  /** Default: the name in lower case. */
  hostname: hostname.optional(),
  /** Default: the account's. */
  domain: name.optional(),
  /** CenturyLink's name of the server, `VA1PILWEB01`; unique among all machines. */
  serverName: serverName.optional(),
  /** Default: the location's `Default Group`. */
  group: name.optional(),
  cluster: name.optional(),
  /** A node array of that cluster; its location, network, image and spot flag hold for the machine. */
  array: name.optional(),
  /** Number in the array; default: as the name says (`execute-7`). */
  ordinal: z.int().min(1).optional(),
  /** Made when it does not exist; only with an array. */
  placementGroup: name.optional(),
  machineType: name.optional(),
  /** Default: as the machine type has it. Needed without one. */
  vcpus: count.optional(),
  memoryMb: count.optional(),
  diskGb: count.optional(),
  /** Default: one system disk of `diskGb`. */
  disks: z.array(disk).optional(),
  /** The name of an image of this world. */
  image: name.optional(),
  /** A state in which a machine rests. */
  state: z
    .enum(['running', 'stopped', 'paused', 'deallocated', 'off', 'failed'])
    .default('running'),
  /** Why it failed. */
  reason: z.string().optional(),
  /** Default: the location's network of the machine's kind. */
  network: name.optional(),
  /** An address of the network; default: the lowest free one. */
  ip: ipv4.optional(),
  publicIp: ipv4.optional(),
  /** The root password; stored sealed. */
  password: z.string().min(1).optional(),
  /** Default: the machine type's, else by cores and memory. */
  price: price.optional(),
  keepAlive: z.boolean().default(false),
  fixed: z.boolean().default(false),
  spot: z.boolean().default(false),
  maintenance: z.boolean().default(false),
});

/** A Tutum application or service with its containers, placed on running hosts of its account. */
export const service = record({
  ...owned,
  /** 1: an application; 2: a service. Both APIs show both. */
  generation: z.union([z.literal(1), z.literal(2)]).default(2),
  name,
  /** `tutum/hello-world:latest`. */
  image: name,
  /** The vendor's writable fields, where they differ from the defaults. */
  definition: z.record(z.string(), z.unknown()).default({}),
  containers: z.int().min(0).max(1000).default(1),
  state: z.enum(['running', 'stopped']).default('running'),
});
