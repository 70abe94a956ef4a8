import { admin } from '../admin/index.js';
import type { DialectPlugin } from '../http/context.js';
import type { Metrics } from '../http/metrics.js';
import { centurylink } from './centurylink/index.js';
import { cyclecloud } from './cyclecloud/index.js';
import { softlayer } from './softlayer/index.js';
import { tutum } from './tutum/index.js';

/** Everything that answers on the port. */
export const dialects = (metrics: Metrics): readonly DialectPlugin[] => [
  cyclecloud(metrics),
  centurylink(metrics),
  softlayer(metrics),
  tutum(metrics),
  admin(metrics),
];
