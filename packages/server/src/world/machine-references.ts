import { standardOrdinal } from '../inventory/node-names.js';
import type { Known } from './known.js';
import { Once, type Path, type Say } from './mistakes.js';
import type { Entry, World } from './schema.js';

/** Checks clusters, machines and services. */
export function checkMachines(world: World, known: Known, say: Say): void {
  for (const [i, cluster] of world.clusters.entries()) checkCluster(cluster, i, known, say);
  const serverNames = new Once(say);
  const ordinals = new Once(say);
  for (const [i, machine] of world.machines.entries()) {
    const path: Path = ['machines', i];
    const { serverName } = machine;
    if (serverName) serverNames.add(serverName, [...path, 'serverName'], `"${serverName}"`);
    known.group(machine.group, machine.location, machine.account, [...path, 'group']);
    known.network(machine.network, machine.location, machine.account, [...path, 'network']);
    known.image(machine.image, [...path, 'image']);
    checkSize(machine, path, known, say);
    checkNode(machine, path, known, ordinals, say);
  }
  for (const [i, service] of world.services.entries()) {
    const hosts = world.machines.some(
      ({ kind, state, account }) =>
        kind === 'host' &&
        state === 'running' &&
        known.owner(account) === known.owner(service.account),
    );
    if (service.containers > 0 && !hosts) {
      say(
        ['services', i, 'containers'],
        'Its account has no running machine of kind "host" to carry them',
      );
    }
  }
}

function checkCluster(cluster: Entry<'clusters'>, index: number, known: Known, say: Say): void {
  for (const [a, array] of cluster.arrays.entries()) {
    const path: Path = ['clusters', index, 'arrays', a];
    known.location(array.location, [...path, 'location']);
    known.network(array.network, array.location, cluster.account, [...path, 'network']);
    known.image(array.image, [...path, 'image']);
    const types = new Once(say);
    for (const [b, bucket] of array.machineTypes.entries()) {
      const name = typeof bucket === 'string' ? bucket : bucket.machineType;
      const place = [...path, 'machineTypes', b];
      const type = known.machineType(name, place);
      if (type) types.add(type.name, place, `"${type.name}"`);
    }
  }
}

function checkSize(machine: Entry<'machines'>, path: Path, known: Known, say: Say): void {
  const type = known.machineType(machine.machineType, [...path, 'machineType']);
  if (type && type.kind !== machine.kind) {
    say(
      [...path, 'machineType'],
      `"${type.name}" is of kind "${type.kind}", the machine "${machine.kind}"`,
    );
  }
  if (machine.machineType !== undefined || machine.array !== undefined) return;
  for (const field of ['vcpus', 'memoryMb'] as const) {
    if (machine[field] === undefined)
      say([...path, field], 'Needed for a machine without machineType');
  }
}

function checkNode(
  machine: Entry<'machines'>,
  path: Path,
  known: Known,
  ordinals: Once,
  say: Say,
): void {
  const cluster = known.cluster(machine.cluster, machine.account, [...path, 'cluster']);
  if (machine.array === undefined) {
    for (const field of ['ordinal', 'placementGroup'] as const) {
      if (machine[field] !== undefined) say([...path, field], 'Only for a machine of a node array');
    }
    return;
  }
  if (machine.cluster === undefined) say([...path, 'cluster'], 'Needed with array');
  if (!cluster) return;
  const array = cluster.arrays.find((each) => each.name === machine.array);
  if (!array) {
    const names = cluster.arrays.map((each) => each.name).join(', ');
    say(
      [...path, 'array'],
      `There is no node array "${machine.array}". There is: ${names || 'none'}`,
    );
    return;
  }
  if (array.location !== machine.location) {
    say([...path, 'location'], `The node array is in "${array.location}"`);
  }
  const ordinal = machine.ordinal ?? standardOrdinal(array, machine.name);
  if (ordinal !== null) {
    const key = JSON.stringify([known.owner(machine.account), cluster.name, array.name, ordinal]);
    ordinals.add(key, [...path, 'ordinal'], `Number ${ordinal}`);
  }
  const types = array.machineTypes.map((each) =>
    typeof each === 'string' ? each : each.machineType,
  );
  const wanted = known.machineType(machine.machineType ?? types[0], [...path, 'machineType']);
  const fits = types.some((name) => known.machineType(name, path)?.name === wanted?.name);
  if (wanted && !fits) {
    say([...path, 'machineType'], `The node array has: ${types.join(', ')}`);
  }
}
