import type {
  Application,
  ApplicationItem,
  RunKeys,
  Service,
  ServiceItem,
  ServiceState,
  Uri,
} from '@pileus/sdk/tutum/wire';
import { type Service as Row, serviceState } from '../../inventory/services.js';
import type { Machine, Operation } from '../../store/tables.js';
import { dateOf } from './dates.js';
import { type Definition, definitionOf } from './definition.js';
import { imageFields } from './images.js';
import { applicationPorts, servicePorts } from './ports.js';
import { uriOf } from './uris.js';
import { containerStates } from './views.js';

/** A service with what its views need. */
export interface LoadedService {
  readonly service: Row;
  /** The living ones, in order of their numbers. */
  readonly containers: readonly Pick<Machine, 'uid' | 'state'>[];
  readonly operation: Pick<Operation, 'action' | 'state'> | undefined;
  readonly stack: { readonly uid: string; readonly name: string } | undefined;
}

/** A service that links to this one. */
export interface IncomingLink {
  readonly uid: string;
  readonly name: string;
}

export const stateOf = ({ service, containers, operation }: LoadedService): ServiceState =>
  serviceState(service, containers, operation);

/** `name[.stack].user.svc.tutum.io` */
export const serviceHost = (name: string, stack: string | undefined, namespace: string): string =>
  `${stack === undefined ? name : `${name}.${stack}`}.${namespace}.svc.tutum.io`;

function counts({ service, containers }: LoadedService) {
  const shown = containers.map(({ state }) => containerStates[state]);
  return {
    target_num_containers: service.targetCount,
    current_num_containers: shown.length,
    running_num_containers: shown.filter((state) => state === 'Running').length,
    stopped_num_containers: shown.filter((state) => state === 'Stopped').length,
  };
}

const dates = ({ deployedAt, startedAt, stoppedAt, deletedAt }: Row) => ({
  deployed_datetime: dateOf(deployedAt),
  started_datetime: dateOf(startedAt),
  stopped_datetime: dateOf(stoppedAt),
  destroyed_datetime: dateOf(deletedAt),
});

/** The part of a definition that containers show too. */
export const runKeys = (d: Definition): RunKeys => ({
  net: d.net,
  pid: d.pid,
  privileged: d.privileged,
  read_only: d.read_only,
  tty: d.tty,
  stdin_open: d.stdin_open,
  working_dir: d.working_dir,
  user: d.user,
  hostname: d.hostname,
  domainname: d.domainname,
  mac_address: d.mac_address,
  cgroup_parent: d.cgroup_parent,
  cpuset: d.cpuset,
  cpu_shares: d.cpu_shares,
  memory: d.memory,
  memory_swap: d.memory_swap,
  cap_add: d.cap_add,
  cap_drop: d.cap_drop,
  devices: d.devices,
  dns: d.dns,
  dns_search: d.dns_search,
  extra_hosts: d.extra_hosts,
  security_opt: d.security_opt,
  labels: d.labels,
  entrypoint: d.entrypoint,
  run_command: d.run_command,
  autorestart: d.autorestart,
  autodestroy: d.autodestroy,
});

/** As lists show a service of either generation to clients of the second. */
export function serviceItem(loaded: LoadedService, namespace: string): ServiceItem {
  const { service, stack } = loaded;
  const definition = definitionOf(service);
  const host = serviceHost(service.name, stack?.name, namespace);
  return {
    uuid: service.uid,
    resource_uri: uriOf('service', service.uid),
    name: service.name,
    nickname: definition.nickname ?? service.name,
    unique_name: service.uniqueName,
    ...imageFields(service.image),
    state: stateOf(loaded),
    synchronized: service.synchronized,
    stack: stack ? uriOf('stack', stack.uid) : null,
    public_dns: host,
    ...counts(loaded),
    container_ports: servicePorts(definition.container_ports, host),
    autoredeploy: definition.autoredeploy,
    sequential_deployment: definition.sequential_deployment,
    deployment_strategy: definition.deployment_strategy,
    ...runKeys(definition),
    ...dates(service),
  };
}

export function serviceDetail(
  loaded: LoadedService,
  incoming: readonly IncomingLink[],
  namespace: string,
): Service {
  const { service } = loaded;
  const definition = definitionOf(service);
  const own = uriOf('service', service.uid);
  return {
    ...serviceItem(loaded, namespace),
    bindings: definition.bindings.map((binding) => ({
      ...binding,
      volumes_from: binding.volumes_from && uriOf('service', binding.volumes_from),
    })),
    container_envvars: definition.container_envvars,
    calculated_envvars: definition.container_envvars.map((variable) => ({
      ...variable,
      origin: 'user',
    })),
    containers: containerUris(loaded),
    linked_to_service: definition.links.map(({ to, name }) => ({
      from_service: own,
      name: name ?? '',
      to_service: uriOf('service', to),
    })),
    linked_from_service: incoming.map(({ uid, name }) => ({
      from_service: uriOf('service', uid),
      name,
      to_service: own,
    })),
    link_variables: {},
    roles: definition.roles,
    tags: definition.tags,
  };
}

/** As lists show a service of either generation to clients of the first. */
export function applicationItem(loaded: LoadedService, namespace: string): ApplicationItem {
  const { service } = loaded;
  const definition = definitionOf(service);
  const web = definition.container_ports.some(({ inner_port }) => inner_port === 80);
  return {
    uuid: service.uid,
    resource_uri: uriOf('application', service.uid),
    name: service.name,
    unique_name: service.uniqueName,
    ...imageFields(service.image),
    state: stateOf(loaded),
    container_size: definition.container_size,
    container_ports: applicationPorts(definition.container_ports),
    entrypoint: definition.entrypoint ?? '',
    run_command: definition.run_command ?? '',
    public_dns: `${service.uniqueName}-${namespace}.app.tutum.io`,
    web_public_dns:
      definition.web_public_dns ?? (web ? `${service.uniqueName}-${namespace}.web.tutum.io` : null),
    autorestart: definition.autorestart,
    autoreplace: definition.autoreplace,
    autodestroy: definition.autodestroy,
    sequential_deployment: definition.sequential_deployment,
    ...counts(loaded),
    ...dates(service),
  };
}

export function applicationDetail(
  loaded: LoadedService,
  incoming: readonly IncomingLink[],
  namespace: string,
): Application {
  const definition = definitionOf(loaded.service);
  return {
    ...applicationItem(loaded, namespace),
    containers: containerUris(loaded),
    container_envvars: definition.container_envvars,
    link_variables: {},
    linked_to_application: definition.links.map(({ to, name }) => ({
      to_application: uriOf('application', to),
      name: name ?? '',
    })),
    linked_from_application: incoming.map(({ uid, name }) => ({
      from_application: uriOf('application', uid),
      name,
    })),
    linked_to_container: [],
    linked_from_container: [],
    roles: definition.roles,
  };
}

const containerUris = ({ containers }: LoadedService): Uri[] =>
  containers.map(({ uid }) => uriOf('container', uid));
