import { z } from 'zod';
import { count, locationCode, name, record } from './fields.js';

const seconds = z.number().min(0);

/** A duration in seconds: always the same, or drawn from a distribution. */
const distribution = z.union([
  seconds,
  record({ min: seconds, max: seconds }),
  record({ mean: seconds, deviation: seconds }),
  record({ median: seconds.positive(), p95: seconds.positive() }),
]);

/** What simulated machines do. What is left out has the server's defaults. */
export const simulation = record({
  /** The same seed brings the same chances. */
  seed: z.string(),
  times: record({
    allocate: distribution,
    boot: distribution,
    stop: distribution,
    restart: distribution,
    reimage: distribution,
    delete: distribution,
    change: distribution,
  }).partial(),
  /** Machines of a type that a location has at most. */
  capacity: z.array(record({ location: locationCode, machineType: name, count })),
  /** Shares of steps that fail. */
  failures: z.array(
    record({
      location: locationCode.optional(),
      machineType: name.optional(),
      kind: z.enum(['capacity', 'boot', 'step']),
      rate: z.number().min(0).max(1),
      message: z.string().optional(),
    }),
  ),
  spotEvictionsPerHour: z.number().min(0),
}).partial();
