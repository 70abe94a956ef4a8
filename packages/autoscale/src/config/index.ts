/** The configuration of the loop, as a file. */
export { ConfigError } from '../cyclecloud/config.js';
export { type ConfigCheck, checkConfig } from './check.js';
export { exampleConfig, type QueueType, queueTypes } from './example.js';
export { type Loaded, loadConfig, loadTuning, type Tuning } from './load.js';
export {
  handoverOf,
  layoutOf,
  type Opened,
  type OpenOptions,
  openAutoscaler,
  openClient,
  openQueue,
} from './open.js';
export type { LoopConfig, QueueConfig } from './schema.js';
