import type * as wire from '../wire.js';
import { listOf, model, optional, required } from './model.js';

export class NodeCreationRequestSetDefinition extends model<Partial<wire.BucketDefinition>>(
  'NodeCreationRequestSetDefinition',
  { machineType: optional('string') },
) {}

/** Only `count` and `nodearray` are required. */
export class NodeCreationRequestSet extends model<wire.NodeCreationSet>('NodeCreationRequestSet', {
  count: required('integer'),
  nodearray: required('string'),
  definition: optional(NodeCreationRequestSetDefinition),
  nameFormat: optional('string'),
  nameOffset: optional('integer'),
  nodeAttributes: optional('record'),
  placementGroupId: optional('string'),
}) {}

export class NodeCreationRequest extends model<wire.NodeCreationRequest>('NodeCreationRequest', {
  requestId: optional('string'),
  sets: required(listOf(NodeCreationRequestSet)),
}) {}

export class NodeCreationResultSet extends model<wire.NodeCreationResultSet>(
  'NodeCreationResultSet',
  { added: required('integer'), message: optional('string') },
) {}

export class NodeCreationResult extends model<wire.NodeCreationResult>('NodeCreationResult', {
  operationId: required('string'),
  sets: required(listOf(NodeCreationResultSet)),
}) {}
