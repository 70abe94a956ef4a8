import type { Node } from '@pileus/sdk/tutum/wire';
import type { Machine } from '../../store/tables.js';
import { dateOf } from './dates.js';
import { uriOf } from './uris.js';
import { nodeStates } from './views.js';

/** A host or guest with what its view needs. */
export interface LoadedNode {
  readonly machine: Machine;
  readonly nodeCluster: string | null;
  readonly nodeType: string | null;
  readonly region: string | null;
  readonly containers: number;
}

/** Facts about a node's engine that a driver or a world file may put into `ext.tutum`. */
interface NodeExt {
  readonly dockerVersion?: string;
  readonly execDriver?: string;
  readonly graphDriver?: string;
}

export const defaultDockerVersion = '1.9.1';

/** `<8 hex>-<user>.node.tutum.io` */
const fqdnOf = ({ uid }: Machine, namespace: string) =>
  `${uid.slice(0, 8)}-${namespace}.node.tutum.io`;

export function nodeView(loaded: LoadedNode, namespace: string, now: number): Node {
  const { machine, nodeCluster, nodeType, region, containers } = loaded;
  const engine = (machine.ext.tutum ?? {}) as NodeExt;
  const { state, privateIp } = machine;
  return {
    uuid: machine.uid,
    resource_uri: uriOf('node', machine.uid),
    nickname: machine.hostname,
    external_fqdn: fqdnOf(machine, namespace),
    state: nodeStates[state] ?? 'Terminated',
    node_cluster: nodeCluster,
    node_type: nodeType,
    region,
    availability_zone: null,
    docker_version: engine.dockerVersion ?? defaultDockerVersion,
    docker_execdriver: engine.execDriver ?? 'native-0.2',
    docker_graphdriver: engine.graphDriver ?? 'aufs',
    cpu: machine.vcpus,
    disk: machine.diskGb,
    memory: machine.memoryMb,
    last_metric: null,
    current_num_containers: containers,
    last_seen: dateOf(state === 'running' ? now : machine.stateSince),
    deployed_datetime: dateOf(machine.firstReadyAt),
    destroyed_datetime: dateOf(machine.deletedAt),
    public_ip: machine.publicIp ?? privateIp,
    private_ips: privateIp === null ? [] : [{ name: 'eth0', cidr: `${privateIp}/32` }],
    tunnel: null,
    tags: [],
  };
}
