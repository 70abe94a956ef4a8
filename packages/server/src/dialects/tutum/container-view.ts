import type { Container, ContainerItem } from '@pileus/sdk/tutum/wire';
import type { Service } from '../../inventory/services.js';
import type { Machine } from '../../store/tables.js';
import { dateOf } from './dates.js';
import { defaults, definitionOf } from './definition.js';
import { imageFields } from './images.js';
import { containerPorts } from './ports.js';
import { runKeys } from './service-view.js';
import { uriOf } from './uris.js';
import { containerStates } from './views.js';

/** A container with what its views need. */
export interface LoadedContainer {
  readonly machine: Machine;
  readonly service: Service | undefined;
  /** The uid of the node that carries it. */
  readonly nodeUid: string;
}

/** `name` as the generation that made the service has it; `unique_name` is the same for both. */
function namesOf({ machine, service }: LoadedContainer) {
  if (!service) return { name: machine.name, unique_name: machine.name };
  const numbered = `${service.name}-${machine.ordinal}`;
  return {
    name: service.generation === 1 ? service.name : numbered,
    unique_name: machine.name,
  };
}

function exitOf({ state, exitCode, reason }: Machine) {
  if (state === 'failed') return { exit_code: exitCode ?? 1, exit_code_msg: reason };
  if (containerStates[state] !== 'Stopped') return { exit_code: null, exit_code_msg: null };
  // One that was told to stop, and did, ended well.
  const code = exitCode ?? 0;
  return {
    exit_code: code,
    exit_code_msg: `Exit code ${code} (${code === 0 ? 'Success' : 'Error'})`,
  };
}

/** As lists show it: one shape that clients of both generations read. */
export function containerItem(loaded: LoadedContainer, namespace: string): ContainerItem {
  const { machine, service, nodeUid } = loaded;
  const definition = service ? definitionOf(service) : defaults;
  const names = namesOf(loaded);
  const host = `${names.unique_name}.${namespace}.cont.tutum.io`;
  const stopped = containerStates[machine.state] === 'Stopped';
  return {
    uuid: machine.uid,
    resource_uri: uriOf('container', machine.uid),
    ...names,
    ...(service && {
      service: uriOf('service', service.uid),
      application: uriOf('application', service.uid),
    }),
    node: uriOf('node', nodeUid),
    ...imageFields(service?.image ?? ''),
    state: containerStates[machine.state],
    synchronized: service?.synchronized ?? true,
    public_dns: host,
    private_ip: machine.privateIp ?? '',
    container_size: definition.container_size,
    container_ports: containerPorts(definition.container_ports, machine.id, host),
    autoreplace: definition.autoreplace,
    ...exitOf(machine),
    last_metric: null,
    deployed_datetime: dateOf(machine.firstReadyAt),
    started_datetime: dateOf(machine.startedAt),
    stopped_datetime: dateOf(stopped ? machine.stateSince : null),
    destroyed_datetime: dateOf(machine.deletedAt),
    ...runKeys(definition),
  };
}

export function containerDetail(loaded: LoadedContainer, namespace: string): Container {
  const definition = loaded.service ? definitionOf(loaded.service) : defaults;
  return {
    ...containerItem(loaded, namespace),
    bindings: definition.bindings.map(({ host_path, container_path, rewritable }) => ({
      volume: null,
      host_path,
      container_path,
      rewritable,
    })),
    container_envvars: definition.container_envvars,
    link_variables: {},
    linked_to_container: [],
    roles: definition.roles,
  };
}
