import type { Section } from './schema.js';

/**
 * What makes an entry of a section the same entry: these fields, with the values that they have when
 * they are left out.
 */
const identifiers: Readonly<Record<Section, Readonly<Record<string, unknown>>>> = {
  accounts: { alias: null },
  users: { username: null },
  locations: { code: null },
  machineTypes: { name: null },
  images: { name: null },
  repositories: { account: null, registry: 'index.docker.io', name: null },
  scripts: { name: null },
  networks: { account: null, location: null, name: null },
  groups: { account: null, location: null, name: null },
  quotas: { account: null, location: null, family: '*', spot: false },
  customFields: { account: null, name: null },
  policies: { account: null, kind: null, name: null },
  clusters: { account: null, name: null },
  machines: { account: null, cluster: null, name: null },
  services: { account: null, name: null },
};

export const sections = Object.keys(identifiers) as readonly Section[];

/** Two entries of a section with the same key are the same entry. */
export function keyOf(section: Section, entry: object): string {
  const fields = entry as Readonly<Record<string, unknown>>;
  return JSON.stringify(
    Object.entries(identifiers[section]).map(([name, absent]) => fields[name] ?? absent),
  );
}
