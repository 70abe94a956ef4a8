/** What a simulated shell knows of the machine that it runs on. */
export interface ShellWorld {
  readonly hostname: string;
  readonly env: Readonly<Record<string, string>>;
  /** Text files by absolute path. */
  readonly files: Readonly<Record<string, string>>;
}

export interface ShellResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
  /** Seconds of world time that the command takes. */
  readonly seconds: number;
}

/**
 * Runs one command line on a simulated machine: `echo`, `env`, `hostname`, `ls`, `cat`, `sleep`, `true`,
 * `false`, `exit`, and `sh -c '…'`; `;` and `&&` join commands. A pure function; there is no real shell.
 */
export function runShell(line: string, world: ShellWorld): ShellResult {
  const total = { stdout: '', stderr: '', exitCode: 0, seconds: 0 };
  for (const { words, onSuccess } of commandsOf(line, world.env)) {
    if (onSuccess && total.exitCode !== 0) continue;
    const result = runCommand(words, world);
    total.stdout += result.stdout;
    total.stderr += result.stderr;
    total.exitCode = result.exitCode;
    total.seconds += result.seconds;
    if (words[0] === 'exit') break;
  }
  return total;
}

const result = (stdout: string, exitCode = 0, stderr = '', seconds = 0): ShellResult => ({
  stdout,
  stderr,
  exitCode,
  seconds,
});

function runCommand(words: readonly string[], world: ShellWorld): ShellResult {
  const [name, ...args] = words;
  switch (name) {
    case undefined:
    case 'true':
      return result('');
    case 'false':
      return result('', 1);
    case 'echo':
      return args[0] === '-n' ? result(args.slice(1).join(' ')) : result(`${args.join(' ')}\n`);
    case 'env':
      return result(
        Object.entries(world.env)
          .map(([key, value]) => `${key}=${value}\n`)
          .join(''),
      );
    case 'hostname':
      return result(`${world.hostname}\n`);
    case 'ls':
      return list(args.find((arg) => !arg.startsWith('-')) ?? '/', world);
    case 'cat':
      return concatenate(args, world);
    case 'sleep':
      return sleep(args[0]);
    case 'exit':
      return result('', Number(args[0] ?? 0) & 255);
    case 'sh':
    case 'bash':
      return args[0] === '-c' ? runShell(args[1] ?? '', world) : result('');
    default:
      return result('', 127, `sh: ${name}: not found\n`);
  }
}

function list(path: string, { files }: ShellWorld): ShellResult {
  const prefix = path.endsWith('/') ? path : `${path}/`;
  if (files[path] !== undefined) return result(`${path}\n`);
  const names = new Set(
    Object.keys(files).flatMap((file) =>
      file.startsWith(prefix) ? [file.slice(prefix.length).split('/')[0]!] : [],
    ),
  );
  if (names.size === 0 && path !== '/') {
    return result('', 2, `ls: ${path}: No such file or directory\n`);
  }
  return result(
    [...names]
      .sort()
      .map((name) => `${name}\n`)
      .join(''),
  );
}

function concatenate(paths: readonly string[], { files }: ShellWorld): ShellResult {
  let stdout = '';
  let stderr = '';
  for (const path of paths) {
    const text = files[path];
    if (text === undefined) stderr += `cat: ${path}: No such file or directory\n`;
    else stdout += text;
  }
  return result(stdout, stderr ? 1 : 0, stderr);
}

function sleep(argument: string | undefined): ShellResult {
  const seconds = Number(argument);
  if (argument === undefined || !(seconds >= 0))
    return result('', 1, 'sleep: invalid time interval\n');
  return result('', 0, '', seconds);
}

/** Splits a line into commands of words, with quotes, backslashes and `$NAME` as a shell has them. */
function commandsOf(
  line: string,
  env: Readonly<Record<string, string>>,
): { words: string[]; onSuccess: boolean }[] {
  const commands: { words: string[]; onSuccess: boolean }[] = [{ words: [], onSuccess: false }];
  const token = /\s+|(&&|;)|((?:'[^']*'|"(?:\\.|[^"\\])*"|\\.|[^\s'"\\;&]|&(?!&))+)|[\s\S]/gy;
  for (const [, operator, word] of line.matchAll(token)) {
    if (operator) commands.push({ words: [], onSuccess: operator === '&&' });
    else if (word) commands.at(-1)!.words.push(expand(word, env));
  }
  return commands;
}

function expand(word: string, env: Readonly<Record<string, string>>): string {
  const variables = (text: string) =>
    text.replace(/\$(?:\{(\w+)\}|(\w+))/g, (_, braced, bare) => env[braced ?? bare] ?? '');
  return word.replace(
    /'([^']*)'|"((?:\\.|[^"\\])*)"|\\(.)|([^'"\\]+)/gs,
    (_, single, double, escaped, plain) =>
      single ?? escaped ?? variables(double?.replace(/\\(["\\$`])/g, '$1') ?? plain),
  );
}
