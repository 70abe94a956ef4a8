/** A cluster of this control plane in virtual time, for those who try out how to scale one. */
export { RefusedError } from '../inventory/errors.js';
export { readWorld, type World, WorldError } from '../world/load.js';
export {
  type BilledSpan,
  VirtualCluster,
  type VirtualClusterOptions,
} from './virtual-cluster.js';
