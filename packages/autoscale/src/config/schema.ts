import { z } from 'zod';
import { removeWays } from '../loop/cluster-port.js';

/** A secret: the text itself, a variable of the environment, or the first line of a file of mode 600. */
const secret = z.union(
  [
    z.string(),
    z.strictObject({ env: z.string().min(1) }),
    z.strictObject({ file: z.string().min(1) }),
  ],
  { error: 'must be a text, {env: NAME} or {file: PATH}' },
);
export type Secret = z.infer<typeof secret>;

const seconds = z.number().positive();
const argv = z.array(z.string().min(1)).min(1);
const timeouts = z.union(
  [
    seconds,
    // scalelib takes numbers in quotes too.
    z.string().regex(/^\d+$/).transform(Number),
    z.record(z.string(), seconds),
  ],
  { error: 'must be seconds, or seconds by array' },
);

/** Commands that know which nodes have jobs, for queues that do not. */
const hooks = { join_command: argv.optional(), drain_command: argv.optional() };
const entries = {
  constraints: z
    .union([z.record(z.string(), z.unknown()), z.array(z.record(z.string(), z.unknown()))])
    .optional(),
  priority: z.number().optional(),
  colocated_nodes: z.number().int().positive().optional(),
};

const queue = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('command'),
    command: argv,
    cwd: z.string().optional(),
    timeout: seconds.optional(),
    ...hooks,
  }),
  z.strictObject({
    type: z.literal('http'),
    url: secret,
    headers: z.record(z.string(), secret).optional(),
    timeout: seconds.optional(),
    ...hooks,
  }),
  z.strictObject({
    type: z.literal('slurm'),
    handover: z.string().optional(),
    conf: z.string().optional(),
    bin: z.string().optional(),
    addresses: z.boolean().optional(),
    nodearrays: z.array(z.string()).optional(),
    machine_types: z.record(z.string(), z.string()).optional(),
    default_partition: z.string().optional(),
    max_nodes: z.number().int().positive().optional(),
  }),
  z.strictObject({
    type: z.literal('redis'),
    url: secret,
    lists: z.array(z.string()).min(1),
    running: z.string().optional(),
    ...entries,
    ...hooks,
  }),
  z.strictObject({
    type: z.literal('bullmq'),
    url: secret,
    queues: z.array(z.string()).min(1),
    prefix: z.string().optional(),
    constraints_key: z.string().optional(),
    ...entries,
    ...hooks,
  }),
  z.strictObject({
    type: z.literal('postgres'),
    url: secret,
    query: z.string().min(1),
    timeout: seconds.optional(),
    ...hooks,
  }),
  z.strictObject({
    type: z.literal('amqp'),
    url: secret,
    queues: z.array(z.string()).min(1),
    ...entries,
    ...hooks,
  }),
]);
export type QueueConfig = z.infer<typeof queue>;

/** Keys that planning reads; their values are checked where they are read. */
const planning = [
  'policy',
  'spot',
  'capacity_backoff',
  'prices',
  'shared',
  'scalelib_compatible',
  'default_resources',
  'disable_default_resources',
  'nodearrays',
] as const;

/** Keys of scalelib's `autoscale.json` that have no meaning here: they are taken without a word. */
const foreign = [
  'accounting',
  'assume_standalone_hostnames',
  'autoscale',
  'azslurmd',
  'config_dir',
  'cost',
  'logging',
  'nodehistorydb',
  'output-columns',
  'read_only',
  'return-to-idle',
  'valid_hostnames',
] as const;

const untouched = (keys: readonly string[]) =>
  Object.fromEntries(keys.map((key) => [key, z.unknown().optional()]));

/** How the loop decides. */
const tuning = {
  interval: seconds.default(15),
  idle_timeout: timeouts.default(300),
  boot_timeout: timeouts.default(1800),
  scale_down: z.enum(removeWays).default('shutdown'),
  failed_nodes: z.enum(['replace', 'keep']).default('replace'),
  manage: z.enum(['own', 'all']).default('own'),
};
export const tuningSchema = z.object(tuning);

/** The whole configuration. Keys have the names of scalelib's `autoscale.json` where it has them. */
export const configSchema = z.strictObject({
  ...untouched(foreign),
  ...untouched(planning),
  cluster_name: z.string().min(1),
  url: z.string().optional(),
  username: z.string().optional(),
  password: secret.optional(),
  profile: z.string().optional(),
  verify_certificates: z.boolean().optional(),
  timeout: seconds.optional(),
  queue,
  ...tuning,
  state_file: z.string().default('autoscale-state.json'),
  lock_file: z.string().nullable().default('autoscale.lock'),
  metrics_port: z.number().int().min(0).max(65_535).optional(),
  metrics_host: z.string().default('127.0.0.1'),
});
export type LoopConfig = z.infer<typeof configSchema>;

/** The same, where nothing has to be there: a configuration may only tell how to plan. */
export const partialSchema = configSchema.partial({ cluster_name: true, queue: true });
