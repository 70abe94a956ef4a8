import { z } from 'zod';
import { account, customField, group, network, policy, quota, user } from './account-schema.js';
import { image, location, machineType, repository, script } from './catalogue-schema.js';
import { cluster } from './cluster-schema.js';
import { name, record } from './fields.js';
import { machine, service } from './machine-schema.js';
import { simulation } from './simulation-schema.js';

/**
 * A world file: everything that is there when a server starts with an empty store. Entries refer to
 * each other by name, alias or code; the fields of each are told in the files that this one imports.
 */
export const worldSchema = record({
  /** One line for people. */
  title: name.optional(),
  /** A built-in world under this one: its entries are there too, and are changed by entries of the same name. */
  extends: z.enum(['empty', 'demo']).optional(),
  /** At least one. A file that names accounts has no others, whatever it extends. */
  accounts: z.array(account).min(1),
  users: z.array(user).default([]),
  locations: z.array(location).default([]),
  machineTypes: z.array(machineType).default([]),
  images: z.array(image).default([]),
  repositories: z.array(repository).default([]),
  scripts: z.array(script).default([]),
  networks: z.array(network).default([]),
  groups: z.array(group).default([]),
  quotas: z.array(quota).default([]),
  customFields: z.array(customField).default([]),
  policies: z.array(policy).default([]),
  clusters: z.array(cluster).default([]),
  machines: z.array(machine).default([]),
  services: z.array(service).default([]),
  simulation: simulation.default({}),
});

/** A world as it is applied: complete, its defaults filled in. */
export type World = z.output<typeof worldSchema>;

/** The sections of a world that are lists. */
export type Section = Exclude<keyof World, 'title' | 'extends' | 'simulation'>;

export type Entry<S extends Section> = World[S][number];
