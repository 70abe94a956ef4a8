import type * as wire from '../wire.js';
import { listOf, model, optional, required } from './model.js';

export class ClusterUsageItemDetail extends model<wire.ClusterUsageDetail>(
  'ClusterUsageItemDetail',
  {
    vm_size: optional('string'),
    region: optional('string'),
    priority: optional('string'),
    os: optional('string'),
    core_count: optional('integer'),
    hours: optional('number'),
    cost: optional('number'),
  },
) {}

export class ClusterUsageItem extends model<wire.ClusterUsageItem>('ClusterUsageItem', {
  category: required('string'),
  hours: required('number'),
  cost: optional('number'),
  node: optional('string'),
  details: optional(listOf(ClusterUsageItemDetail)),
}) {}

export class ClusterUsageInterval extends model<wire.ClusterUsageInterval>('ClusterUsageInterval', {
  start: required('string'),
  end: required('string'),
  total: required(ClusterUsageItem),
  breakdown: required(listOf(ClusterUsageItem)),
}) {}

export class ClusterUsage extends model<wire.ClusterUsage>('ClusterUsage', {
  usage: required(listOf(ClusterUsageInterval)),
}) {}
