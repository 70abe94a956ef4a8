/** Slurm: its files, its programs and its queue. */
export { type SlurmFiles, type SlurmFilesOptions, slurmFiles } from './files.js';
export { handOver, type PowerRequest } from './handover.js';
export { compressHostlist, expandHostlist, HostlistError } from './hostlist.js';
export {
  type LayoutOptions,
  type Omission,
  type Partition,
  type SlurmLayout,
  slurmLayout,
} from './layout.js';
export { type SlurmQueueOptions, slurmQueue } from './slurm-queue.js';
