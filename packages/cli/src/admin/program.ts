import { Argument, type Command, InvalidArgumentError, Option } from 'commander';
import { changing, connected, shown, viewing } from '../cycle/options.js';
import { counting, positive, speed, wholeNumber } from '../numbers.js';
import type { Terminal } from '../terminal.js';
import { failureKinds, faultTimes, machineKinds, machineVerbs, roles } from './wire.js';

/** `pileus admin …`: a Pileus server's own API. Modules that talk to a server are loaded when a command runs. */
export function addAdmin(program: Command, terminal: Terminal): void {
  const admin = program
    .command('admin')
    .description('manage a Pileus server: users, limits, machines, faults')
    .addHelpText('after', connectionHelp);
  admin.commandsGroup('Who may do what:');
  addUsers(admin, terminal);
  addKeys(admin, terminal);
  addLimits(admin, terminal);
  admin.commandsGroup('What there is:');
  addMachines(admin, terminal);
  addClusters(admin, terminal);
  addOperations(admin, terminal);
  admin.commandsGroup('What happens:');
  addEvents(admin, terminal);
  addWebhooks(admin, terminal);
  admin.commandsGroup('The simulation and the server:');
  addFaults(admin, terminal);
  addWorld(admin, terminal);
  admin.helpCommand('help [command]', 'show what a command takes');
}

const connectionHelp = `
The server is named by --url and --username with PILEUS_PASSWORD or
PILEUS_API_KEY in the environment, by --profile (see pileus profile; one of any
vendor will do), by PILEUS_ADMIN_URL with the variables that pileus serve reads,
or by the PILEUS_CYCLECLOUD_* variables.

Exit codes: 0 done, 1 failure, 2 usage, 3 not found, 4 authentication,
5 conflict, 6 timeout, 7 done in part, 8 rate limited, 130 interrupted.`;

/** A command with a noun of its own, such as `users`, below which verbs stand. */
const noun = (admin: Command, name: string, description: string): Command =>
  admin.command(name).description(description);

const waiting = (command: Command): Command =>
  command.option('--wait', 'until it is done or has failed');

function addUsers(admin: Command, terminal: Terminal): void {
  const users = noun(admin, 'users', 'who may log in, and as what');
  const load = () => import('./users.js');
  viewing(users.command('ls').alias('list').description('list users')).action(async (flags) =>
    (await load()).listUsers('users', flags, terminal),
  );
  changing(users.command('add <name>').description('create a user'))
    .addOption(new Option('--role <role>').choices(roles).default('operator'))
    .option('--email <address>', 'for people')
    .option('--password-stdin', 'read the password from standard input')
    .option('--no-password', 'only a key will open the door: see keys add')
    .action(async (name: string, flags) => (await load()).addUser(name, flags, terminal));
  changing(users.command('password <user>').description('set a new password'))
    .option('--password-stdin', 'read it from standard input')
    .action(async (name: string, flags) => (await load()).setPassword(name, flags, terminal));
  changing(
    users
      .command('role <user>')
      .addArgument(new Argument('<role>').choices(roles))
      .description('set what a user may do'),
  ).action(async (name: string, role, flags) =>
    (await load()).changeUser(name, { role }, flags, terminal),
  );
  for (const verb of ['disable', 'enable'] as const) {
    const description = verb === 'disable' ? 'let a user in no more' : 'let a user in again';
    changing(users.command(`${verb} <user>`).description(description)).action(
      async (name: string, flags) =>
        (await load()).changeUser(name, { disabled: verb === 'disable' }, flags, terminal),
    );
  }
  changing(users.command('rm <user>').alias('remove').description('delete a user')).action(
    async (name: string, flags) => (await load()).removeUser(name, flags, terminal),
  );
}

function addKeys(admin: Command, terminal: Terminal): void {
  const keys = noun(admin, 'keys', 'API keys, which open every API');
  const load = () => import('./users.js');
  viewing(keys.command('ls').alias('list').description('list who has one')).action(async (flags) =>
    (await load()).listUsers('keys', flags, terminal),
  );
  changing(
    keys.command('add <user>').description('give a user a new key, shown only this once'),
  ).action(async (name: string, flags) => (await load()).addKey(name, flags, terminal));
  changing(
    keys.command('rm <user>').alias('remove').description('take the key of a user away'),
  ).action(async (name: string, flags) => (await load()).removeKey(name, flags, terminal));
}

function addLimits(admin: Command, terminal: Terminal): void {
  const limits = noun(admin, 'limits', 'how much may run, by location and family');
  const load = () => import('./limits.js');
  viewing(limits.command('ls').alias('list').description('list limits with what is in use'))
    .option('--location <code>', 'of one location')
    .action(async (flags) => (await load()).listLimits(flags, terminal));
  changing(limits.command('set <location>').description('set a limit; what runs stays'))
    .option('--family <name>', 'of machines; * is the whole location', '*')
    .option('--spot', 'of spot machines')
    .option('--cores <n>', 'cores at most, or none for no limit', amount)
    .option('--nodes <n>', 'machines at most, or none for no limit', amount)
    .action(async (location: string, flags) => (await load()).setLimit(location, flags, terminal));
}

/** A whole number, or `none`. */
const amount = (text: string): number | 'none' => (text === 'none' ? text : wholeNumber(text));

function addMachines(admin: Command, terminal: Terminal): void {
  const group = noun(admin, 'machines', 'machines of all kinds, whichever API made them');
  const load = () => import('./machines.js');
  group.commandsGroup('Look:');
  viewing(group.command('ls').alias('list').description('list machines'))
    .option('--state <name>', 'in one state, such as running')
    .addOption(new Option('--kind <name>', 'of one kind').choices(machineKinds))
    .option('--cluster <cluster>', 'of one cluster')
    .option('--limit <n>', 'so many at most (default: all)', counting)
    .action(async (flags) => (await load()).listMachines(flags, terminal));
  viewing(group.command('show <machine>').description('show one: by uid, id or name')).action(
    async (machine: string, flags) => (await load()).showMachine(machine, flags, terminal),
  );
  group.commandsGroup('Change, by uid, id or name:');
  const descriptions: Readonly<Record<(typeof machineVerbs)[number], string>> = {
    start: 'power on',
    stop: 'power off at once',
    shutdown: 'power off in good order',
    pause: 'hold, with all that is in memory',
    resume: 'go on after a pause',
    restart: 'restart in good order',
    reset: 'restart at once',
    deallocate: 'stop and give the capacity back',
    reimage: 'install anew',
    terminate: 'end, and keep the record',
    delete: 'end, and forget',
  };
  for (const verb of machineVerbs) {
    const command = group.command(`${verb} <machines...>`).description(descriptions[verb]);
    waiting(changing(command)).action(async (machines: string[], flags) =>
      (await load()).askMachines(verb, machines, flags, terminal),
    );
  }
  changing(
    group
      .command('keep-alive')
      .addArgument(new Argument('<value>').choices(['on', 'off']))
      .argument('<machines...>')
      .description('protect from being terminated, or no more'),
  ).action(async (value: 'on' | 'off', machines: string[], flags) =>
    (await load()).keepAlive(value, machines, flags, terminal),
  );
  changing(
    group.command('evict <machines...>').description('take spot machines away, as a cloud does'),
  ).action(async (machines: string[], flags) =>
    (await load()).evictMachines(machines, flags, terminal),
  );
}

function addClusters(admin: Command, terminal: Terminal): void {
  const clusters = noun(admin, 'clusters', 'clusters; pileus cycle does more with them');
  const load = () => import('./operations.js');
  viewing(clusters.command('ls').alias('list').description('list clusters')).action(async (flags) =>
    (await load()).listClusters(flags, terminal),
  );
  for (const verb of ['start', 'terminate'] as const) {
    const description = verb === 'start' ? 'start a cluster' : 'end a cluster and all of its nodes';
    waiting(changing(clusters.command(`${verb} <cluster>`).description(description))).action(
      async (name: string, flags) => (await load()).changeCluster(verb, name, flags, terminal),
    );
  }
}

function addOperations(admin: Command, terminal: Terminal): void {
  const operations = noun(admin, 'operations', 'what was asked for, and what became of it');
  const load = () => import('./operations.js');
  viewing(operations.command('ls').alias('list').description('list them, the newest first'))
    .addOption(
      new Option('--state <name>', 'in one state').choices([
        ...['queued', 'running', 'succeeded', 'failed', 'canceling', 'canceled'],
      ]),
    )
    .option('--limit <n>', 'so many at most', counting, 50)
    .action(async (flags) => (await load()).listOperations(flags, terminal));
  viewing(operations.command('show <operation>').description('show one with its steps')).action(
    async (uid: string, flags) => (await load()).showOperation(uid, flags, terminal),
  );
  shown(
    connected(operations.command('wait <operation>').description('wait until one has ended')),
  ).action(async (uid: string, flags) => (await load()).waitForOperation(uid, flags, terminal));
}

function addEvents(admin: Command, terminal: Terminal): void {
  shown(connected(admin.command('events').description('what happened, and what happens')))
    .option('-f, --follow', 'print new ones as they happen, until Ctrl-C')
    .option('--limit <n>', 'so many at most, the newest unless --after is given', counting, 50)
    .addOption(
      new Option('--last <n>', 'so many of the newest')
        .argParser(counting)
        .conflicts(['after', 'follow', 'limit']),
    )
    .option('--after <id>', 'those after this one', wholeNumber)
    .action(async (flags) => (await import('./events.js')).showEvents(flags, terminal));
}

function addWebhooks(admin: Command, terminal: Terminal): void {
  const webhooks = noun(admin, 'webhooks', 'who is told of events');
  const load = () => import('./webhooks.js');
  shown(connected(webhooks.command('ls').alias('list').description('list webhooks'))).action(
    async (flags) => (await load()).listWebhooks(flags, terminal),
  );
  changing(webhooks.command('add <url>').description('send events to a URL from now on'))
    .addOption(
      new Option('--kind <name>', 'of events').choices(['cyclecloud']).default('cyclecloud'),
    )
    .option('--secret-stdin', 'sign with the secret on standard input')
    .action(async (url: string, flags) => (await load()).addWebhook(url, flags, terminal));
  changing(webhooks.command('rm <uid>').alias('remove').description('send no more')).action(
    async (uid: string, flags) => (await load()).removeWebhook(uid, flags, terminal),
  );
}

function addFaults(admin: Command, terminal: Terminal): void {
  const faults = noun(admin, 'faults', 'how the simulation misbehaves');
  const load = () => import('./faults.js');
  shown(connected(faults.command('show').description('show what it does'))).action(async (flags) =>
    (await load()).showFaults(flags, terminal),
  );
  changing(faults.command('set').description('change what it does; the rest stays'))
    .option('--time <kind:seconds...>', 'how long something takes')
    .option('--fail <kind:rate...>', 'what share fails; replaces all, none ends it')
    .option(
      '--scarce <location/type:n...>',
      'machine types that run out; replaces all, none ends it',
    )
    .option('--evictions <n>', 'of a spot machine in an hour, on average', amountPerHour)
    .option('--seed <text>', 'another one gives another course of chance')
    .addHelpText('after', faultHelp)
    .action(async (flags) => (await load()).setFaults(flags, terminal));
  changing(
    faults.command('reset').description('take changes back: what the world began with'),
  ).action(async (flags) => (await load()).resetFaults(flags, terminal));
}

const faultHelp = `
Times are seconds: boot:5, boot:1..3, boot:mean=5,deviation=1 or
boot:median=5,p95=9; there are ${faultTimes.slice(0, -1).join(', ')}
and ${faultTimes.at(-1)}.
Failures: boot:0.2 or boot:0.2,location=eastus,type=Standard_F2s_v2,message=Why;
there are ${failureKinds.join(', ')}.
Scarce types: eastus/Standard_F2s_v2:3.`;

function amountPerHour(text: string): number {
  const value = Number(text);
  if (/^\d/.test(text) && value <= 3600) return value;
  throw new InvalidArgumentError('It must be a number from 0 to 3600.');
}

function addWorld(admin: Command, terminal: Terminal): void {
  const world = noun(admin, 'world', 'which world was applied, and its clock');
  shown(connected(world.command('show').description('show it'))).action(async (flags) =>
    (await import('./world.js')).showWorld(flags, terminal),
  );
  changing(world.command('clock').description('show its clock, or change it'))
    .option('--speed <n>', 'how many times as fast as life; 0 stands still', speed)
    .option('--advance <seconds>', 'move it ahead; it is never put back', positive)
    .action(async (flags) => (await import('./world.js')).worldClock(flags, terminal));
  changing(admin.command('doctor').description('compare the counters of limits with the machines'))
    .option('--repair', 'correct those that differ')
    .action(async (flags) => (await import('./doctor.js')).doctor(flags, terminal));
}
