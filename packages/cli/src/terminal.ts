/** What commands may write to, and what they must know about it. */
export interface Terminal {
  /** Writes data, the result of the command, to standard output. */
  readonly write: (text: string) => void;
  /** Writes a line for people to standard error. */
  readonly note: (line: string) => void;
  readonly columns: number;
  /** Whether standard output is a terminal that can redraw lines. */
  readonly interactive: boolean;
  readonly colour: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The part of `process` that a terminal is made of. */
export interface TerminalSource {
  readonly stdout: {
    write(text: string): unknown;
    readonly isTTY?: boolean;
    readonly columns?: number;
  };
  readonly stderr: { write(text: string): unknown };
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Columns assumed where the width is unknown, such as in a pipe, and `COLUMNS` does not say it. */
const defaultColumns = 80;

/** Colour follows the customs: NO_COLOR forbids it, FORCE_COLOR demands it, else a terminal has it. */
function wantsColour({ stdout, env }: TerminalSource): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0';
  return stdout.isTTY === true && env.TERM !== 'dumb';
}

export function openTerminal(source: TerminalSource): Terminal {
  const { stdout, stderr, env } = source;
  return {
    write: (text) => void stdout.write(text),
    note: (line) => void stderr.write(`${line}\n`),
    columns: stdout.columns ?? (Number(env.COLUMNS) || defaultColumns),
    interactive: stdout.isTTY === true && env.TERM !== 'dumb',
    colour: wantsColour(source),
    env,
  };
}
