import { type ConstraintJson, constraintJson, parseConstraints } from '@pileus/autoscale';
import { UsageError } from '../failure.js';
import type { Terminal } from '../terminal.js';
import { loadConfig, loadJobs } from './files.js';

interface ValidateFlags {
  readonly jobs?: string;
  readonly config?: string;
  readonly constraint?: string;
}

/** Checks what it is given and tells all that is wrong. @throws UsageError */
export async function validate(flags: ValidateFlags, terminal: Terminal): Promise<void> {
  const { jobs: path, config, constraint } = flags;
  if (path === undefined && config === undefined && constraint === undefined) {
    throw new UsageError('Give --jobs, --config or --constraint.');
  }
  if (constraint !== undefined) {
    const parsed = check('--constraint', () =>
      parseConstraints(readConstraint(constraint), {}, 'constraint'),
    );
    const json = parsed.map(constraintJson);
    terminal.write(`${JSON.stringify(json.length === 1 ? json[0] : json, null, 2)}\n`);
  }
  if (config !== undefined) {
    const { ConfigError, checkConfig } = await import('@pileus/autoscale/config');
    try {
      const { kind, lacks } = checkConfig(config, terminal.env);
      terminal.write(`${config}: no mistakes\n`);
      if (kind === 'planning')
        terminal.note(`It tells how to plan. To scale a cluster it lacks ${lacks.join(' and ')}.`);
    } catch (error) {
      if (error instanceof ConfigError) throw new UsageError(error.message, { cause: error });
      throw error;
    }
  }
  if (path === undefined) return;
  const jobs = loadJobs(path);
  const sharedPools = new Set(Object.keys(loadConfig(config).read.shared ?? {}));
  const mistakes = jobs.flatMap(({ name, constraints }) => {
    try {
      if (!(Array.isArray(constraints) && constraints.length === 0))
        parseConstraints(constraints, { sharedPools });
      return [];
    } catch (error) {
      return [`job '${name}': ${(error as Error).message}`];
    }
  });
  if (mistakes.length > 0) throw new UsageError(`${path}:\n  ${mistakes.join('\n  ')}`);
  terminal.write(`${path}: ${jobs.length} jobs, no mistakes\n`);
}

function check<T>(where: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new UsageError(`${where}: ${(error as Error).message}`, { cause: error });
  }
}

/** JSON, or `key=v1,v2` where words that look like numbers, booleans and null are such. */
function readConstraint(text: string): ConstraintJson {
  if (/^\s*[[{]/.test(text)) {
    try {
      return JSON.parse(text) as ConstraintJson;
    } catch (error) {
      throw new Error(`it is no JSON: ${(error as Error).message}`);
    }
  }
  const at = text.indexOf('=');
  if (at < 1) throw new Error("write JSON, or key=value such as 'ncpus=2'");
  const values = text
    .slice(at + 1)
    .split(',')
    .map(plainValue);
  return { [text.slice(0, at).trim()]: values.length === 1 ? values[0] : values };
}

function plainValue(text: string): unknown {
  const word = text.trim();
  if (/^-?\d+(\.\d+)?$/.test(word)) return Number(word);
  const lower = word.toLowerCase();
  if (lower === 'true' || lower === 'false') return lower === 'true';
  return lower === 'null' ? null : word;
}
