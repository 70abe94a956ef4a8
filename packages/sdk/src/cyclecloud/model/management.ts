import type * as wire from '../wire.js';
import { listOf, model, optional, required } from './model.js';

/** The nodes meant are the union of all selectors given. */
export class NodeManagementRequest extends model<wire.NodeManagementRequest>(
  'NodeManagementRequest',
  {
    filter: optional('string'),
    hostnames: optional(listOf('string')),
    ids: optional(listOf('string')),
    ip_addresses: optional(listOf('string')),
    names: optional(listOf('string')),
    requestId: optional('string'),
  },
) {}

export class NodeManagementResultNode extends model<wire.NodeManagementResultNode>(
  'NodeManagementResultNode',
  {
    id: required('string'),
    name: required('string'),
    status: optional('string'),
    error: optional('string'),
  },
) {}

export class NodeManagementResult extends model<wire.NodeManagementResult>('NodeManagementResult', {
  operationId: required('string'),
  nodes: required(listOf(NodeManagementResultNode)),
}) {}
