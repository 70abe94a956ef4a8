import type * as wire from '../wire.js';
import { listOf, model, optional, required } from './model.js';

/** An extension of Pileus's control plane. */
export class OperationNodeCounts extends model<wire.OperationNodeCounts>('OperationNodeCounts', {
  total: required('integer'),
  pending: required('integer'),
  succeeded: required('integer'),
  failed: required('integer'),
}) {}

/** Documented are `action` and `startTime`. */
export class OperationStatus extends model<wire.OperationStatus>('OperationStatus', {
  action: required('string'),
  startTime: required('string'),
  id: optional('string'),
  requestId: optional('string'),
  cluster: optional('string'),
  state: optional('string'),
  nodeCounts: optional(OperationNodeCounts),
}) {}

/** Nodes are records of any attributes. */
export class NodeList extends model<wire.NodeList>('NodeList', {
  nodes: required(listOf('record')),
  operation: optional(OperationStatus),
}) {}
