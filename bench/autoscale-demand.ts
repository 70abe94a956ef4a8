import type { Bucket, Capacity, ExistingNode, Job, Limit } from '@pileus/autoscale';

/** Machines of 2 to 64 cores, by turns; every fourth bucket is spot. */
export function cloud(buckets: number, existing = 0, room = 1_000_000): Capacity {
  const made: Bucket[] = [];
  const limits: Limit[] = [
    { id: 'cluster', kind: 'cluster', title: 'cluster', unit: 'cores', max: 1e9, used: 0 },
  ];
  for (let i = 0; i < buckets; i++) {
    const vcpuCount = 4 * 2 ** (i % 5);
    const memoryGb = vcpuCount * (2 + (i % 3) * 2);
    const family = `family ${i % 7}`;
    if (i < 7) {
      limits.push({ id: family, kind: 'family', title: family, unit: 'cores', max: 1e9, used: 0 });
    }
    const id = `array${i % 10}/type${i}`;
    limits.push({ id, kind: 'bucket', title: id, unit: 'nodes', max: room, used: 0 });
    made.push({
      id,
      nodearray: `array${i % 10}`,
      machineType: `type${i}`,
      family,
      location: 'westus',
      spot: i % 4 === 3,
      vcpuCount,
      pcpuCount: vcpuCount,
      gpuCount: 0,
      memoryGb,
      infiniband: false,
      resources: { ncpus: vcpuCount, memgb: memoryGb, colour: i % 2 ? 'red' : 'blue' },
      valid: true,
      limits: ['cluster', family, id],
      placementGroups: [],
      maxPlacementGroupSize: 100,
      colocation: true,
      price: vcpuCount * 0.05 + (i % 11) * 0.01 + memoryGb * 0.004,
    });
  }
  const nodes = Array.from({ length: existing }, (_, i): ExistingNode => {
    const bucket = made[i % buckets]!;
    const name = `${bucket.nodearray}-${i + 1}`;
    return { name, id: name, bucket: bucket.id, phase: 'ready', state: 'Ready' };
  });
  return { buckets: made, nodes, limits };
}

export const jobs = (count: number, of: (i: number) => Omit<Job, 'name'>): Job[] =>
  Array.from({ length: count }, (_, i) => ({ name: `job-${i}`, ...of(i) }));

/** So many different wishes for cores and memory. */
export const shaped = (shapes: number) => (i: number) => {
  const kind = i % shapes;
  return { constraints: { ncpus: 1 + (kind % 4), memgb: 1 + Math.floor(kind / 4) * (7 / shapes) } };
};

/** Small numbers that look random and are the same each time. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}
