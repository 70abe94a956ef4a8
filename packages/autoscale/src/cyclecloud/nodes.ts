import type { NodeRecord } from '@pileus/sdk/cyclecloud/wire';
import type { ExistingNode, NodePhase } from '../capacity.js';

/** What a node can do for a job, by where it is and where it goes. */
export function phaseOf({ Status, TargetState }: NodeRecord): NodePhase {
  if (TargetState === 'Started') {
    if (Status === 'Ready' || Status === 'Started') return 'ready';
    return ['Failed', 'Unavailable', 'Error'].includes(Status) ? 'failed' : 'booting';
  }
  return TargetState === 'Deallocated' && Status === 'Deallocated' ? 'deallocated' : 'ending';
}

/** scalelib's count: all but those that have arrived at a state other than started. */
export const countsAgainstLimits = ({ Status, TargetState }: NodeRecord): boolean =>
  TargetState === 'Started' || (TargetState !== Status && Status !== 'Off');

export function existingNode(record: NodeRecord, bucket: string): ExistingNode {
  const { Name, NodeId, PlacementGroupId, KeepAlive, Hostname, PrivateIp, InstanceId } = record;
  return {
    name: Name,
    id: NodeId,
    bucket,
    phase: phaseOf(record),
    state: record.Status,
    ...(PlacementGroupId && { placementGroup: PlacementGroupId }),
    ...(KeepAlive && { keepAlive: true }),
    ...(Hostname && { hostname: Hostname }),
    ...(PrivateIp && { privateIp: PrivateIp }),
    ...(InstanceId && { instanceId: InstanceId }),
  };
}
