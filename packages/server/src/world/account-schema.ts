import { z } from 'zod';
import {
  alias,
  count,
  dialect,
  entity,
  ipv4,
  locationCode,
  name,
  owned,
  record,
} from './fields.js';

export const account = record({
  ...entity,
  alias,
  name,
  /** The alias of the account above; left out: it is a top account. */
  parent: alias.optional(),
  /** DNS domain of machines that name none. */
  domain: name,
  /** Where machines go that name no location: location codes by dialect, `default` for the others. */
  home: z.partialRecord(z.union([dialect, z.literal('default')]), locationCode).default({}),
  /** `businessName, addressLine1, addressLine2, city, stateProvince, postalCode, country, telephone, email`. */
  contact: z.record(z.string(), z.string()).default({}),
  status: z.enum(['active', 'disabled', 'deleted']).default('active'),
});

/** Without password and API key the user cannot log in. Both are stored hashed and sealed only. */
export const user = record({
  ...owned,
  /** Unique among all accounts. */
  username: z
    .string()
    .regex(/^[^\s:"\p{Cc}](?:[^:"\p{Cc}]{0,126}[^\s:"\p{Cc}])?$/u, {
      error: 'Must have 1 to 128 characters, no colon or double quote, and no space around it',
    })
    .refine((text) => text.toLowerCase() !== 'apikey', { error: 'This name is reserved' }),
  password: z.string().min(1).max(1024).optional(),
  apiKey: z.string().min(1).max(1024).optional(),
  /** `reader` looks, `operator` also works on machines, `admin` may do everything. */
  role: z.enum(['reader', 'operator', 'admin']),
  email: z.string().optional(),
  disabled: z.boolean().default(false),
});

/** A group of servers. Every account has `Default Group`, `Archive` and `Templates` in every location. */
export const group = record({
  ...owned,
  location: locationCode,
  name,
  /** The name of a group of the same location; left out: the location's root group. */
  parent: name.optional(),
  description: z.string().optional(),
});

/** A network beside those that every account has in every location: one of each kind. */
export const network = record({
  ...owned,
  location: locationCode,
  /** `vlan` for servers, `compute` for cluster nodes, `overlay` for containers. */
  kind: z.enum(['vlan', 'compute', 'overlay']).default('vlan'),
  name,
  cidr: z.cidrv4({ error: 'Must be an IPv4 network such as 10.1.2.0/24' }),
  gateway: ipv4,
  vlan: count.optional(),
  description: z.string().optional(),
});

/** A ceiling of cores or machines in one location. */
export const quota = record({
  account: alias.optional(),
  location: locationCode,
  /** A machine family; `*` is the whole location. */
  family: name.default('*'),
  /** A ceiling of spot machines, which no other quota binds; only with family `*`. */
  spot: z.boolean().default(false),
  cores: count.optional(),
  nodes: count.optional(),
});

/** A field that CenturyLink's users may fill for each of their servers. */
export const customField = record({
  ...owned,
  name,
  type: z.enum(['text', 'checkbox', 'option']).default('text'),
  required: z.boolean().default(false),
  /** What an `option` field may hold. */
  options: z.array(record({ name, value: z.string() })).default([]),
});

/** A policy of any kind that no vendor's API creates, such as CenturyLink's vertical autoscale. */
export const policy = record({
  ...owned,
  kind: name,
  name,
  location: locationCode.optional(),
  state: name.default('active'),
  definition: z.record(z.string(), z.unknown()).default({}),
});
