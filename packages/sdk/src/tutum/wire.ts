/**
 * The shapes of Tutum's REST API, exactly as they travel: the first generation (applications, spring 2014)
 * and the second (services, stacks, nodes; until 2016). Both live under `/api/v1/`.
 *
 * Keys are snake_case. Replies may carry keys that are not named here; clients must ignore them. No reply
 * has a key that equals a method of the vendor's Python objects (`logs`, `start`, `delete`, ...), since that
 * library copies every key to an attribute.
 */

/** Path-only address of an object: `/api/v1/<resource>/<key>/`. */
export type Uri = string;

/** `Sun, 6 Apr 2014 17:59:42 +0000`: English, the day without zero padding, always UTC; null: not yet. */
export type TutumDate = string | null;

export interface Meta {
  /** Objects per page; default 25, at most 100. */
  readonly limit: number;
  readonly offset: number;
  readonly next: Uri | null;
  readonly previous: Uri | null;
  readonly total_count: number;
}

export interface List<T> {
  readonly meta: Meta;
  readonly objects: readonly T[];
}

export interface ApiError {
  readonly error: string;
}

/** `objects[0]` of `GET /auth/`. */
export interface Credential {
  readonly username: string;
  /** The API key. */
  readonly key: string;
}

export type AutoRestart = 'OFF' | 'ON_FAILURE' | 'ALWAYS';
/** `ON_FAILURE` is of the first generation, and still sent by one command of the vendor's CLI. */
export type AutoDestroy = 'OFF' | 'ON_FAILURE' | 'ON_SUCCESS' | 'ALWAYS';

export interface EnvVar {
  readonly key: string;
  readonly value: string;
}

// --- First generation ---------------------------------------------------------------------------

export type ContainerSize = 'XS' | 'S' | 'M' | 'L' | 'XL';

export interface PortV1 {
  readonly protocol: 'tcp' | 'udp';
  readonly inner_port: number;
  /** Port of the host; null on the application. */
  readonly outer_port: number | null;
}

interface CommonV1 {
  readonly uuid: string;
  readonly resource_uri: Uri;
  readonly name: string;
  readonly unique_name: string;
  /** `repository:tag`. */
  readonly image_name: string;
  readonly image_tag: Uri;
  readonly container_size: ContainerSize;
  readonly container_ports: readonly PortV1[];
  readonly entrypoint: string;
  readonly run_command: string;
  readonly public_dns: string;
  readonly autorestart: AutoRestart;
  readonly autoreplace: AutoRestart;
  readonly autodestroy: AutoDestroy;
  readonly deployed_datetime: TutumDate;
  readonly started_datetime: TutumDate;
  readonly stopped_datetime: TutumDate;
  readonly destroyed_datetime: TutumDate;
}

export interface ApplicationLink {
  readonly to_application: Uri;
  readonly name: string;
}

export interface ApplicationItem extends CommonV1 {
  readonly state: ServiceState;
  readonly target_num_containers: number;
  readonly current_num_containers: number;
  readonly running_num_containers: number;
  readonly stopped_num_containers: number;
  readonly sequential_deployment: boolean;
  /** The web end point, when port 80 is exposed. */
  readonly web_public_dns: string | null;
}

export interface Application extends ApplicationItem {
  readonly containers: readonly Uri[];
  readonly container_envvars: readonly EnvVar[];
  /** The variables that an application linked to this one receives. */
  readonly link_variables: Readonly<Record<string, string>>;
  readonly linked_to_application: readonly ApplicationLink[];
  readonly linked_from_application: readonly { from_application: Uri; name: string }[];
  readonly linked_to_container: readonly { to_container: Uri; name: string }[];
  readonly linked_from_container: readonly { from_container: Uri; name: string }[];
  readonly roles: readonly string[];
}

// --- Second generation --------------------------------------------------------------------------

export interface CalculatedEnvVar extends EnvVar {
  readonly origin: 'user' | 'image' | 'tutum' | 'link';
}

export interface Tag {
  readonly name: string;
}

export interface Port {
  readonly protocol: 'tcp' | 'udp';
  readonly inner_port: number;
  readonly outer_port: number | null;
  /** The well-known name of the inner port, such as `http`. */
  readonly port_name: string;
  readonly endpoint_uri: string | null;
  readonly published: boolean;
  /** On containers only. */
  readonly uri_protocol?: string;
}

export interface ServiceLink {
  readonly from_service: Uri;
  readonly name: string;
  readonly to_service: Uri;
}

export interface Binding {
  readonly host_path: string | null;
  readonly container_path: string | null;
  readonly rewritable: boolean;
  readonly volumes_from: Uri | null;
}

/** What is handed to `docker run`. Memory in MB. */
export interface RunKeys {
  readonly net: 'bridge' | 'host';
  readonly pid: 'none' | 'host';
  readonly privileged: boolean;
  readonly read_only: boolean;
  readonly tty: boolean;
  readonly stdin_open: boolean;
  readonly working_dir: string | null;
  readonly user: string | null;
  readonly hostname: string | null;
  readonly domainname: string | null;
  readonly mac_address: string | null;
  readonly cgroup_parent: string | null;
  readonly cpuset: string | null;
  readonly cpu_shares: number | null;
  readonly memory: number | null;
  readonly memory_swap: number | null;
  readonly cap_add: readonly string[];
  readonly cap_drop: readonly string[];
  readonly devices: readonly string[];
  readonly dns: readonly string[];
  readonly dns_search: readonly string[];
  readonly extra_hosts: readonly string[];
  readonly security_opt: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly entrypoint: string | null;
  readonly run_command: string | null;
  readonly autorestart: AutoRestart;
  readonly autodestroy: AutoDestroy;
}

export type ServiceState =
  | 'Not running'
  | 'Starting'
  | 'Running'
  | 'Partly running'
  | 'Scaling'
  | 'Redeploying'
  | 'Stopping'
  | 'Stopped'
  | 'Terminating'
  | 'Terminated';

export type DeploymentStrategy = 'EMPTIEST_NODE' | 'HIGH_AVAILABILITY' | 'EVERY_NODE';

export interface ServiceItem extends RunKeys {
  readonly uuid: string;
  readonly resource_uri: Uri;
  readonly name: string;
  readonly nickname: string;
  /** Until March 2015, when it became the name. */
  readonly unique_name: string;
  readonly image_name: string;
  readonly image_tag: Uri;
  readonly state: ServiceState;
  /** False when the definition has changed since the containers were deployed. */
  readonly synchronized: boolean;
  readonly stack: Uri | null;
  readonly public_dns: string;
  readonly target_num_containers: number;
  readonly current_num_containers: number;
  readonly running_num_containers: number;
  readonly stopped_num_containers: number;
  readonly container_ports: readonly Port[];
  readonly autoredeploy: boolean;
  readonly sequential_deployment: boolean;
  readonly deployment_strategy: DeploymentStrategy;
  readonly deployed_datetime: TutumDate;
  readonly started_datetime: TutumDate;
  readonly stopped_datetime: TutumDate;
  readonly destroyed_datetime: TutumDate;
}

export interface Service extends ServiceItem {
  readonly bindings: readonly Binding[];
  readonly container_envvars: readonly EnvVar[];
  readonly calculated_envvars: readonly CalculatedEnvVar[];
  readonly containers: readonly Uri[];
  readonly linked_to_service: readonly ServiceLink[];
  readonly linked_from_service: readonly ServiceLink[];
  readonly link_variables: Readonly<Record<string, string>>;
  readonly roles: readonly string[];
  readonly tags: readonly Tag[];
}

/** The body of `POST /service/`. Clients have sent numbers as text, tags as plain text, and so on. */
export interface ServiceCreation extends Partial<RunKeys> {
  /** `repository` or `repository:tag`. */
  readonly image: string;
  /** Default: the last part of the repository. */
  readonly name?: string;
  readonly nickname?: string;
  /** Default 1. */
  readonly target_num_containers?: number;
  readonly container_ports?: readonly (Pick<Port, 'protocol' | 'inner_port'> & Partial<Port>)[];
  readonly container_envvars?: readonly EnvVar[];
  readonly linked_to_service?: readonly { to_service: string; name?: string }[];
  readonly bindings?: readonly Partial<Binding>[];
  readonly autoredeploy?: boolean;
  readonly sequential_deployment?: boolean;
  readonly deployment_strategy?: DeploymentStrategy;
  readonly roles?: readonly string[];
  readonly tags?: readonly (Tag | string)[];
}

/** `Init` is of the first generation: a container that was never started. */
export type ContainerState =
  | 'Init'
  | 'Starting'
  | 'Running'
  | 'Stopping'
  | 'Stopped'
  | 'Terminating'
  | 'Terminated';

/** CPU in percent, memory and disk in bytes. */
export interface Metric {
  readonly cpu: number;
  readonly memory: number;
  readonly disk: number;
}

export interface ContainerItem extends RunKeys {
  readonly uuid: string;
  readonly resource_uri: Uri;
  /** `<service>-<n>`; the application's name in the first generation. */
  readonly name: string;
  /** `<service>-<n>`. */
  readonly unique_name: string;
  /** Absent where the container stands alone. */
  readonly service?: Uri;
  /** The same in the words of the first generation. */
  readonly application?: Uri;
  readonly node: Uri;
  readonly image_name: string;
  readonly image_tag: Uri;
  readonly state: ContainerState;
  readonly synchronized: boolean;
  readonly public_dns: string;
  /** Address in the overlay network. */
  readonly private_ip: string;
  readonly container_size: ContainerSize;
  readonly container_ports: readonly Port[];
  readonly autoreplace: AutoRestart;
  readonly exit_code: number | null;
  readonly exit_code_msg: string | null;
  readonly last_metric: Metric | null;
  readonly deployed_datetime: TutumDate;
  readonly started_datetime: TutumDate;
  readonly stopped_datetime: TutumDate;
  readonly destroyed_datetime: TutumDate;
}

export interface Container extends ContainerItem {
  readonly bindings: readonly {
    readonly volume: Uri | null;
    readonly host_path: string | null;
    readonly container_path: string | null;
    readonly rewritable: boolean;
  }[];
  readonly container_envvars: readonly EnvVar[];
  readonly link_variables: Readonly<Record<string, string>>;
  readonly linked_to_container: readonly {
    readonly name: string;
    readonly from_container: Uri;
    readonly to_container: Uri;
    readonly endpoints: Readonly<Record<string, string>>;
  }[];
  readonly roles: readonly string[];
}

export interface Stack {
  readonly uuid: string;
  readonly resource_uri: Uri;
  readonly name: string;
  readonly nickname: string;
  readonly services: readonly Uri[];
  readonly state: Exclude<ServiceState, 'Scaling'>;
  readonly synchronized: boolean;
  readonly deployed_datetime: TutumDate;
  readonly destroyed_datetime: TutumDate;
}

export type ActionState =
  | 'Pending'
  | 'In progress'
  | 'Canceling'
  | 'Canceled'
  | 'Success'
  | 'Failed';

export interface Action {
  readonly uuid: string;
  readonly resource_uri: Uri;
  /** Kind and verb: `Service Start`. */
  readonly action: string;
  /** Never null: clients call text methods on it. */
  readonly object: Uri;
  readonly method: string;
  readonly path: string;
  /** The request's body as text, without secrets. */
  readonly body: string;
  readonly ip: string;
  readonly location: string;
  readonly user_agent: string;
  readonly start_date: string;
  readonly end_date: TutumDate;
  readonly state: ActionState;
  readonly is_user_action: boolean;
  readonly can_be_canceled: boolean;
  readonly can_be_retried: boolean;
}

export interface Provider {
  readonly name: string;
  readonly label: string;
  readonly available: boolean;
  readonly regions: readonly Uri[];
  readonly resource_uri: Uri;
}

export interface Region {
  readonly name: string;
  readonly label: string;
  readonly available: boolean;
  readonly provider: Uri;
  readonly node_types: readonly Uri[];
  readonly availability_zones: readonly Uri[];
  readonly resource_uri: Uri;
}

export interface AvailabilityZone {
  readonly name: string;
  readonly available: boolean;
  readonly region: Uri;
  readonly resource_uri: Uri;
}

export interface NodeType {
  readonly name: string;
  readonly label: string;
  readonly available: boolean;
  readonly provider: Uri;
  readonly regions: readonly Uri[];
  readonly availability_zones: readonly Uri[];
  readonly resource_uri: Uri;
}

export type NodeClusterState =
  | 'Init'
  | 'Deploying'
  | 'Deployed'
  | 'Partly deployed'
  | 'Scaling'
  | 'Terminating'
  | 'Terminated'
  | 'Empty cluster';

export interface NodeCluster {
  readonly uuid: string;
  readonly resource_uri: Uri;
  readonly name: string;
  readonly nickname: string;
  readonly node_type: Uri | null;
  readonly region: Uri;
  /** GB. */
  readonly disk: number;
  /** In the detail only. */
  readonly nodes?: readonly Uri[];
  readonly tags: readonly Tag[];
  readonly target_num_nodes: number;
  readonly current_num_nodes: number;
  readonly state: NodeClusterState;
  readonly deployed_datetime: TutumDate;
  readonly destroyed_datetime: TutumDate;
}

export type NodeState =
  | 'Deploying'
  | 'Deployed'
  | 'Unreachable'
  | 'Upgrading'
  | 'Terminating'
  | 'Terminated';

export interface Node {
  readonly uuid: string;
  readonly resource_uri: Uri;
  readonly nickname: string;
  readonly external_fqdn: string;
  readonly state: NodeState;
  readonly node_cluster: Uri | null;
  readonly node_type: Uri | null;
  readonly region: Uri | null;
  readonly availability_zone: Uri | null;
  readonly docker_version: string;
  readonly docker_execdriver: string;
  readonly docker_graphdriver: string;
  readonly cpu: number;
  /** GB. */
  readonly disk: number;
  /** MB. */
  readonly memory: number;
  readonly last_metric: Metric | null;
  readonly current_num_containers: number;
  readonly last_seen: TutumDate;
  readonly deployed_datetime: TutumDate;
  readonly destroyed_datetime: TutumDate;
  readonly public_ip: string | null;
  readonly private_ips: readonly { readonly name: string; readonly cidr: string }[];
  readonly tunnel: string | null;
  readonly tags: readonly Tag[];
}

/** The header that names the action which a call created. */
export const actionUriHeader = 'x-tutum-action-uri';
