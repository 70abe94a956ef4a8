export const queueTypes = [
  'command',
  'http',
  'slurm',
  'redis',
  'bullmq',
  'postgres',
  'amqp',
] as const;
export type QueueType = (typeof queueTypes)[number];

const queues: Readonly<Record<QueueType, string>> = {
  command: `  # Any command that prints jobs as JSON: [{"name": "a", "constraints": {"ncpus": 4}, "iterations": 10}]
  type: command
  command: [/usr/local/bin/list-jobs, --json]
`,
  http: `  # A server that answers GET with jobs as JSON.
  type: http
  url: http://127.0.0.1:8080/jobs
  # headers: {authorization: {env: JOBS_AUTHORIZATION}}
`,
  slurm: `  # Slurm decides which nodes it wants. Its files: pileus autoscale slurm generate -c FILE -d /etc/slurm
  type: slurm
  # The folder in which Slurm's programs leave their requests.
  handover: slurm-requests
  # nodearrays: [htc, hpc]
  # False where the names of nodes resolve by themselves.
  # addresses: true
`,
  redis: `  # Lists whose entries are jobs. Needs: npm install ioredis
  type: redis
  url: redis://127.0.0.1:6379/0
  lists: [work]
  # Lists of what a worker took, with * for its hostname: nodes stay while theirs is not empty.
  # running: work:running:*
  constraints: {ncpus: 1}
`,
  bullmq: `  # Queues of BullMQ. Needs: npm install bullmq ioredis
  type: bullmq
  url: redis://127.0.0.1:6379/0
  queues: [work]
  constraints: {ncpus: 1}
  # A job whose data has this key needs what stands there instead.
  # constraints_key: needs
`,
  postgres: `  # A query whose rows are jobs. Needs: npm install pg
  type: postgres
  url: {env: JOBS_DATABASE_URL}
  query: select id::text as name, '{"ncpus":1}'::json as constraints from jobs where state = 'waiting'
`,
  amqp: `  # Queues of RabbitMQ by their depth. Needs: npm install amqplib
  type: amqp
  url: {env: RABBITMQ_URL}
  queues: [work]
  constraints: {ncpus: 1}
  # RabbitMQ does not tell who works: a command that does, or an idle_timeout longer than a message takes.
  # drain_command: [/usr/local/bin/idle-workers]
`,
};

/** A configuration to begin with. Every key that is commented out shows its default or an example. */
export const exampleConfig = (cluster: string, queue: QueueType): string => `\
# The configuration of pileus autoscale. Keys have the names of scalelib's autoscale.json where it has them.

# The cluster. url, username and password may be left out where a profile, the environment
# (PILEUS_CYCLECLOUD_URL and so on) or ~/.cycle/config.ini has them.
cluster_name: ${JSON.stringify(cluster)}
# url: https://cyclecloud.example.com
# username: autoscaler
# A secret is a text (then this file must have mode 600), or a variable, or a file of mode 600.
# password: {file: autoscale.password}
# profile: production

queue:
${queues[queue]}
# Seconds between two passes.
interval: 15

# How long a ready node may be without a job, and a node may take to be ready. Seconds; by array:
# idle_timeout: {default: 300, hpc: 600}
idle_timeout: 300
boot_timeout: 1800

# How nodes go: shutdown (as the policy of each says), terminate or deallocate.
scale_down: shutdown
# replace or keep.
failed_nodes: replace
# Which nodes may be stopped, those with KeepAlive never: own (made by this loop) or all (of the arrays).
manage: own

# Which machines to make: ordered, cheapest, smallest-fit or fastest-start; and spot: any, prefer, never, only.
# policy: ordered
# spot: any
# Seconds for which a machine type is not tried after its capacity was missing.
# capacity_backoff: 300
# default_resources: [{select: {}, name: slots, value: node.vcpu_count}]

# Relative to this file.
state_file: autoscale-state.json
lock_file: autoscale.lock
# Prometheus may read http://127.0.0.1:9101/metrics.
# metrics_port: 9101
# include: [secrets.yaml]
`;
