/** Reads what CycleCloud's REST API answers. */
export { type AutoscaleConfig, ConfigError, readConfig } from './config.js';
export { CycleCloudBodyError, type ReadOptions, readCapacity } from './read.js';
export { readVmSizes, type VmSizes, VmSizesError } from './vm-sizes.js';
