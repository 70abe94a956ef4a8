import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort, type Program, start } from './programs.js';

const run = promisify(execFile);

/** A Slurm on this machine, with an identity, ports and folders of its own. */
export class Slurm {
  readonly conf: string;
  readonly #folder: string;
  readonly #programs: Program[] = [];

  constructor(folder: string) {
    this.#folder = folder;
    this.conf = join(folder, 'slurm.conf');
  }

  /** Starts the controller; `generated` is the folder with what `pileus autoscale slurm generate` wrote. */
  async start(generated: string): Promise<void> {
    const folder = this.#folder;
    const { username } = userInfo();
    const socket = join(folder, 'munge.sock');
    const key = join(folder, 'munge.key');
    writeFileSync(key, randomBytes(1024), { mode: 0o400 });
    for (const name of ['state', 'spool']) mkdirSync(join(folder, name));
    this.#programs.push(
      start([
        ...['munged', '--foreground', '--force', `--socket=${socket}`, `--key-file=${key}`],
        ...[`--pid-file=${folder}/munge.pid`, `--log-file=${folder}/munge.log`],
        `--seed-file=${folder}/munge.seed`,
      ]),
    );
    writeFileSync(
      this.conf,
      [
        'ClusterName=pileus',
        'SlurmctldHost=localhost',
        `SlurmctldPort=${await freePort()}`,
        'AuthType=auth/munge',
        `AuthInfo=socket=${socket}`,
        'CredType=cred/munge',
        `SlurmUser=${username}`,
        `SlurmdUser=${username}`,
        `StateSaveLocation=${folder}/state`,
        `SlurmdSpoolDir=${folder}/spool/%n`,
        `SlurmctldPidFile=${folder}/slurmctld.pid`,
        `SlurmdPidFile=${folder}/slurmd.%n.pid`,
        `SlurmctldLogFile=${folder}/slurmctld.log`,
        `SlurmdLogFile=${folder}/slurmd.%n.log`,
        'ProctrackType=proctrack/linuxproc',
        'TaskPlugin=task/none',
        'SelectType=select/cons_tres',
        'SelectTypeParameters=CR_CPU_Memory',
        'SwitchType=switch/none',
        'MpiDefault=none',
        'JobAcctGatherType=jobacct_gather/none',
        // Machines that are larger in the world than the one that all of them are.
        'SlurmdParameters=config_overrides',
        'SchedulerParameters=sched_interval=1,bf_interval=1',
        `include ${generated}/pileus.conf`,
        '',
      ].join('\n'),
    );
    // Slurm looks for this file beside its own.
    writeFileSync(join(folder, 'topology.conf'), `include ${generated}/topology.conf\n`);
    this.#programs.push(start(['slurmctld', '-D', '-c', '-f', this.conf], { env: this.env }));
  }

  get env(): Record<string, string> {
    return { SLURM_CONF: this.conf };
  }

  async call(program: string, ...args: string[]): Promise<string> {
    const { stdout } = await run(program, args, {
      cwd: this.#folder,
      env: { ...process.env, ...this.env },
    });
    return stdout.trim();
  }

  /** A machine that has booted: its slurmd. */
  boot(name: string): Program {
    mkdirSync(join(this.#folder, 'spool', name), { recursive: true });
    // -b: the machine counts as booted just now, although the one that all of them are has been up for long.
    return start(['slurmd', '-D', '-b', '-N', name, '-f', this.conf], { env: this.env });
  }

  /** Words of a node's state: IDLE, CLOUD, POWERED_DOWN. */
  async states(name: string): Promise<string[]> {
    const line = await this.call('scontrol', 'show', 'node', name, '--oneliner');
    return (/State=(\S+)/.exec(line)?.[1] ?? '').split('+');
  }

  log(): string {
    try {
      return readFileSync(join(this.#folder, 'slurmctld.log'), 'utf8').slice(-4000);
    } catch {
      return '';
    }
  }

  async stop(): Promise<void> {
    for (const program of this.#programs.reverse()) await program.stop('SIGTERM');
  }
}
