import { readFile } from 'node:fs/promises';
import { UsageError } from '../failure.js';
import { shellWord } from '../present/shell-text.js';
import type { Terminal } from '../terminal.js';
import { change, created, report } from './change.js';
import { connectionWords } from './connect.js';
import type { ChangeFlags } from './options.js';

export interface CreateFlags extends ChangeFlags {
  readonly array: string;
  readonly count: number;
  readonly machineType?: string;
  readonly placementGroup?: string;
  readonly nameFormat?: string;
  readonly nameOffset?: number;
  /** JSON object. */
  readonly attributes?: string;
  readonly keepAlive?: boolean;
  readonly fixed?: boolean;
  readonly off?: boolean;
}

export const createNodes = (name: string, flags: CreateFlags, terminal: Terminal): Promise<void> =>
  change(flags, terminal, async (client, signal) => {
    const attributes = {
      ...jsonObject(flags.attributes, '--attributes'),
      ...(flags.keepAlive && { KeepAlive: true }),
      ...(flags.fixed && { Fixed: true }),
      ...(flags.off && { StartAutomatically: false }),
    };
    const operation = await client.clusters.get(name).createNodes({
      sets: [
        {
          nodearray: flags.array,
          count: flags.count,
          ...(flags.machineType !== undefined && {
            definition: { machineType: flags.machineType },
          }),
          ...(flags.placementGroup !== undefined && { placementGroupId: flags.placementGroup }),
          ...(flags.nameFormat !== undefined && { nameFormat: flags.nameFormat }),
          ...(flags.nameOffset !== undefined && { nameOffset: flags.nameOffset }),
          ...(Object.keys(attributes).length > 0 && { nodeAttributes: attributes }),
        },
      ],
      ...(flags.requestId !== undefined && { requestId: flags.requestId }),
    });
    await report(created(operation), flags, terminal, signal);
  });

export interface ScaleFlags extends ChangeFlags {
  readonly nodes?: number;
  readonly cores?: number;
}

export const scale = (
  name: string,
  array: string,
  flags: ScaleFlags,
  terminal: Terminal,
): Promise<void> =>
  change(flags, terminal, async (client, signal) => {
    const cluster = client.clusters.get(name);
    const { nodes, cores } = flags;
    if ((nodes === undefined) === (cores === undefined)) {
      throw new UsageError('Give one total: --nodes N or --cores N.');
    }
    const operation =
      nodes !== undefined
        ? await cluster.scaleByNodes(array, nodes)
        : await cluster.scaleByCores(array, cores!);
    await report(created(operation), flags, terminal, signal);
  });

export interface ImportFlags extends ChangeFlags {
  readonly file: string;
  readonly template?: string;
  /** A JSON file. */
  readonly parameters?: string;
  /** `name=value` each. */
  readonly parameter?: readonly string[];
  readonly force?: boolean;
}

/** Makes a cluster of a template in a file, or changes one. */
export const importCluster = (
  name: string,
  flags: ImportFlags,
  terminal: Terminal,
): Promise<void> =>
  change(flags, terminal, async (client) => {
    const parameters = {
      ...(flags.parameters !== undefined &&
        jsonObject(await textOf(flags.parameters, '--parameters'), '--parameters')),
      ...Object.fromEntries((flags.parameter ?? []).map(pair)),
    };
    await client.importCluster(name, {
      template: await textOf(flags.file, '--file'),
      parameters,
      force: flags.force ?? false,
      ...(flags.template !== undefined && { templateName: flags.template }),
    });
    const start = ['pileus', 'cycle', 'start', name, ...connectionWords(flags)];
    terminal.note(`Imported ${name}. To start it: ${start.map(shellWord).join(' ')}`);
  });

async function textOf(file: string, flag: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${flag}: ${file} cannot be read: ${(error as Error).message}`);
  }
}

function pair(text: string): [string, string] {
  const equals = text.indexOf('=');
  if (equals > 0) return [text.slice(0, equals), text.slice(equals + 1)];
  throw new UsageError(`-P takes name=value, not '${text}'.`);
}

/** @throws UsageError when the text is not a JSON object */
export function jsonObject(text: string | undefined, flag: string): Record<string, unknown> {
  if (text === undefined) return {};
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value as Record<string, unknown>;
    }
  } catch {
    // Said below, in the words of the command line.
  }
  throw new UsageError(`${flag} takes a JSON object, such as {"Fixed": true}.`);
}
