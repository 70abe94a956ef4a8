import { z } from 'zod';
import { alias, count, dialect, entity, locationCode, name, price, record } from './fields.js';

/** A data centre, region or place of any provider. */
export const location = record({
  ...entity,
  code: locationCode,
  /** For example `US West (Seattle)`. */
  title: name,
  /** `centurylink`, `softlayer`, `azure`, `docker`, `aws` and so on: Tutum shows them as its providers. */
  provider: locationCode,
  /** CenturyLink's: `bareMetal`, `premiumStorage`, `sharedLoadBalancer`, `importVm`. Left out: false. */
  capabilities: z.record(z.string(), z.boolean()).default({}),
});

/** A size of machine. */
export const machineType = record({
  ...entity,
  name,
  /** Other names under which clients may ask for it. */
  aliases: z.array(name).default([]),
  /** `guest` a virtual machine, `metal` a bare-metal server, `host` a node that carries containers. */
  kind: z.enum(['guest', 'metal', 'host']).default('guest'),
  vcpus: count,
  /** Physical cores; default: `vcpus`. */
  pcpus: count.optional(),
  /** What one machine is charged against a core quota, where that differs from `vcpus`. */
  quotaVcpus: count.optional(),
  memoryMb: count,
  gpus: count.default(0),
  diskGb: count,
  /** Machine types of one family share a quota. */
  family: name,
  infiniband: z.boolean().default(false),
  price,
  spotPrice: price.optional(),
  description: z.string().optional(),
  /** A provider in all of whose locations the type is offered. */
  provider: locationCode.optional(),
  /** Single locations where it is offered; `stock` is how many exist there, left out: endless. */
  locations: z
    .array(z.union([locationCode, record({ location: locationCode, stock: count.optional() })]))
    .default([]),
});

/** An operating system or other image, under the names that each vendor has for it. */
export const image = record({
  ...entity,
  /** Left out: everybody sees it. */
  account: alias.optional(),
  /** The inventory's own name, by which the other entries of the world refer to it. */
  name,
  /** `os` stock systems, `template` and `capture` images that an account made, `docker` containers. */
  kind: z.enum(['os', 'template', 'capture', 'docker']).default('os'),
  title: name,
  /** Spelt as CenturyLink does: `centOS`, `debian`, `redHat`, `ubuntu`, `windows`. */
  osFamily: name,
  /** `6`, `14`, `2012R2DataCenter`: with family and bits it makes CenturyLink's `centOS6_64Bit`. */
  osVersion: z.string(),
  bits: z.union([z.literal(32), z.literal(64)]).default(64),
  diskGb: count,
  /** The container image that stands for it where machines are containers. */
  dockerRef: z.string().optional(),
  /** The only location that has it; left out: all. */
  location: locationCode.optional(),
  /** Names by dialect; of several, the first is the canonical one and the others are aliases. */
  names: z.partialRecord(dialect, z.union([name, z.array(name).min(1)])).default({}),
});

/** A repository of container images (Tutum). */
export const repository = record({
  ...entity,
  /** Left out: everybody sees it. */
  account: alias.optional(),
  /** `tutum/hello-world`. */
  name,
  registry: name.default('index.docker.io'),
  tags: z.array(name).min(1).default(['latest']),
  description: z.string().optional(),
  username: z.string().optional(),
  password: z.string().optional(),
});

/** A package that can be run on a machine (a CenturyLink blueprint package); its `uid` is the package's id. */
export const script = record({
  ...entity,
  /** Left out: everybody may run it. */
  account: alias.optional(),
  name,
  description: z.string().optional(),
  /** How long it runs. */
  seconds: z.number().min(0).default(1),
  exitCode: z.int().min(0).max(255).default(0),
  output: z.string().optional(),
});
