import type { Bucket, ExistingNode } from './capacity.js';
import type { ResourceValue } from './quantity.js';

type Read<T> = (from: T) => ResourceValue | undefined;

/** Properties that all nodes of a bucket share. */
const ofBucket: Readonly<Record<string, Read<Bucket>>> = {
  nodearray: (bucket) => bucket.nodearray,
  bucket_id: (bucket) => bucket.id,
  vm_size: (bucket) => bucket.machineType,
  vm_family: (bucket) => bucket.family,
  location: (bucket) => bucket.location,
  subnet: (bucket) => bucket.subnet ?? null,
  spot: (bucket) => bucket.spot,
  vcpu_count: (bucket) => bucket.vcpuCount,
  pcpu_count: (bucket) => bucket.pcpuCount,
  gpu_count: (bucket) => bucket.gpuCount,
  cores_per_socket: (bucket) => bucket.pcpuCount,
  memory: (bucket) => bucket.memoryGb,
  infiniband: (bucket) => bucket.infiniband,
};

/** Properties of one node; a node that is only planned has no id, host or address yet. */
const ofNode: Readonly<Record<string, Read<ExistingNode | undefined>>> = {
  name: (node) => node?.name ?? null,
  node_id: (node) => node?.id ?? null,
  hostname: (node) => node?.hostname ?? null,
  fqdn: (node) => node?.hostname ?? null,
  private_ip: (node) => node?.privateIp ?? null,
  instance_id: (node) => node?.instanceId ?? null,
  state: (node) => node?.state ?? 'Off',
  exists: (node) => node !== undefined && node.phase !== 'deallocated',
  keep_alive: (node) => node?.keepAlive ?? false,
};

const ofGroup: Readonly<Record<string, Read<string | undefined>>> = {
  placement_group: (group) => group ?? null,
  colocated: (group) => group !== undefined,
};

export const knownProperty = (name: string): boolean =>
  Object.hasOwn(ofBucket, name) || Object.hasOwn(ofNode, name) || Object.hasOwn(ofGroup, name);

/** Whether nodes of one bucket may differ in it. */
export const isNodeProperty = (name: string): boolean => !Object.hasOwn(ofBucket, name);

/** Whether it is told by the placement group alone. */
export const isGroupProperty = (name: string): boolean => Object.hasOwn(ofGroup, name);

export function readProperty(
  name: string,
  bucket: Bucket,
  node: ExistingNode | undefined,
  placementGroup: string | undefined,
): ResourceValue | undefined {
  return (
    ofBucket[name]?.(bucket) ?? ofNode[name]?.(node) ?? ofGroup[name]?.(placementGroup) ?? null
  );
}
