import type { Insert } from './tables.js';

/** A machine that is due at once, for tests. */
export const exampleMachine = (given: Partial<Insert<'machine'>> = {}): Insert<'machine'> => ({
  locationId: 1,
  kind: 'guest',
  name: 'node-1',
  hostname: 'node-1',
  domain: 'example.org',
  family: 'standard',
  vcpus: 4,
  quotaVcpus: 4,
  memoryMb: 8192,
  diskGb: 30,
  state: 'queued',
  stateSince: 0,
  openSteps: 0,
  price: 0.25,
  ...given,
});
