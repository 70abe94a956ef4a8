import { clockRoutes } from './clock.js';
import { doctorRoutes } from './doctor.js';
import { eventRoutes } from './events.js';
import { limitRoutes } from './limits.js';
import { machineRoutes } from './machines.js';
import { clusterRoutes, operationRoutes } from './operations.js';
import type { AdminRoute } from './route.js';
import { userRoutes } from './users.js';
import { webhookRoutes } from './webhooks.js';
import { worldRoutes } from './world.js';

/**
 * Every route of `/pileus/v1`. The first that fits a request answers it: fixed paths stand before
 * those with a parameter in their place.
 */
export const adminRoutes: readonly AdminRoute[] = [
  ...worldRoutes,
  ...clockRoutes,
  ...machineRoutes,
  ...operationRoutes,
  ...clusterRoutes,
  ...userRoutes,
  ...limitRoutes,
  ...eventRoutes,
  ...webhookRoutes,
  ...doctorRoutes,
];
