import type { Policy, SpotChoice } from '@pileus/autoscale';
import { type Command, Option } from 'commander';
import type { OutputFormat } from '../present/formats.js';

/** The files that stand for a queue and a cluster, and how to plan. */
export interface FileFlags {
  readonly jobs?: string;
  readonly status?: string;
  readonly nodes?: string;
  readonly config?: string;
  readonly vmSizes?: string;
  readonly policy?: Policy;
  readonly spot?: SpotChoice;
  readonly scalelibCompatible?: boolean;
  readonly debug?: boolean;
}

export interface ListFlags extends FileFlags {
  readonly output: OutputFormat;
  readonly columns?: string;
}

/** How to choose among machines. */
export const choosing = (command: Command): Command =>
  command
    .addOption(
      new Option('--policy <name>', 'which machines to make: default ordered').choices([
        'ordered',
        'cheapest',
        'smallest-fit',
        'fastest-start',
      ]),
    )
    .addOption(
      new Option('--spot <choice>', 'default any').choices(['any', 'prefer', 'never', 'only']),
    );
