import type { Command } from 'commander';
import { addAdmin } from './admin/program.js';
import { addAutoscale } from './autoscale/program.js';
import { addServe, addTour } from './commands/program.js';
import { addCompletion } from './completion/program.js';
import { addCycle } from './cycle/program.js';
import type { ExitCode } from './failure.js';
import { addProfiles } from './profile/program.js';
import { describeCommands, type Groups, runCommands } from './run.js';
import type { Terminal } from './terminal.js';

/** All commands. Completion is not found by its name: it completes all the others. */
export const groups: Groups = {
  'Run a server:': [
    { name: 'serve', add: addServe },
    { name: 'tour', add: addTour },
  ],
  'Drive a server:': [
    { name: 'cycle', add: addCycle },
    { name: 'admin', add: addAdmin },
    { name: 'autoscale', add: addAutoscale },
  ],
  'Set up this program:': [{ name: 'profile', add: addProfiles }, { add: addCompletion }],
};

/** The whole command line; see {@link describeCommands}. */
export const createProgram = (terminal: Terminal, version: string): Command =>
  describeCommands(groups, terminal, version);

/** Runs the whole command line; see {@link runCommands}. */
export const runProgram = (
  args: readonly string[],
  terminal: Terminal,
  version: string,
): Promise<ExitCode> => runCommands(groups, args, terminal, version);
