import type {
  ClusterActionResult,
  ClusterStatus,
  ClusterSummary,
  ClusterUsage,
  HealthReport,
  NodeCreationResult,
  NodeList,
  NodeManagementResult,
  OperationStatus,
} from './wire.js';

/** Checks the parts of an answer that the client itself relies on; unknown keys pass. */
export const decode = {
  clusterStatus: (json: unknown) => object<ClusterStatus>(json, { nodearrays: Array.isArray }),
  nodeList: (json: unknown) => object<NodeList>(json, { nodes: Array.isArray }),
  creation: (json: unknown) =>
    object<NodeCreationResult>(json, { operationId: isString, sets: Array.isArray }),
  management: (json: unknown) =>
    object<NodeManagementResult>(json, { operationId: isString, nodes: Array.isArray }),
  operation: (json: unknown) => object<OperationStatus>(json, { action: isString }),
  operations: (json: unknown) => list(json, decode.operation),
  usage: (json: unknown) => object<ClusterUsage>(json, { usage: Array.isArray }),
  clusters: (json: unknown) =>
    list(json, (item) => object<ClusterSummary>(item, { ClusterName: isString })),
  /** Answers that the vendor does not document: anything but an object counts as an empty one. */
  action: (json: unknown): ClusterActionResult => (isObject(json) ? json : {}),
  healthReport: (json: unknown): HealthReport => (isObject(json) ? json : {}),
};

type Check = (value: unknown) => boolean;

const isString: Check = (value) => typeof value === 'string';

const isObject = (json: unknown): json is Record<string, unknown> =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

function list<T>(json: unknown, item: (json: unknown) => T): T[] {
  if (!Array.isArray(json)) throw new Error('is not a list');
  return json.map(item);
}

function object<T extends object>(json: unknown, checks: { [Key in keyof T]?: Check }): T {
  if (typeof json !== 'object' || json === null) throw new Error('is not a JSON object');
  const keys = Object.keys(checks) as (keyof T & string)[];
  for (const key of keys) {
    const value: unknown = (json as T)[key];
    if (value === undefined) throw new Error(`lacks \`${key}\``);
    if (!checks[key]?.(value)) throw new Error(`has a \`${key}\` of the wrong type`);
  }
  return json as T;
}
