import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { type ControlPlane, startControlPlane } from '@pileus/server/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launcher } from '../launched.js';
import { shellWord } from '../present/shell-text.js';
import { type Shell, scripts } from './scripts.js';

const admin = { username: 'admin', password: 'a-good-password' };

/** The program of a shell, undefined where it is not installed; with CI=true, where nothing may be skipped, it must be. */
function installed(shell: Shell): string | undefined {
  const found = (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, shell))
    .find(existsSync);
  if (found === undefined) {
    const why = `the completion of ${shell} is not tested: ${shell} is not installed`;
    if (process.env.CI === 'true') throw new Error(why);
    process.stderr.write(`SKIPPED: ${why}\n`);
  }
  return found;
}

describe('completion in a real shell', () => {
  let plane: ControlPlane;
  let folder: string;
  beforeAll(async () => {
    plane = await startControlPlane({ world: 'demo', admin });
    folder = mkdtempSync(join(tmpdir(), 'pileus-completion-'));
    const program = join(folder, 'pileus');
    writeFileSync(
      program,
      `#!/bin/sh\nexec ${shellWord(process.execPath)} ${shellWord(launcher)} "$@"\n`,
    );
    chmodSync(program, 0o755);
    for (const [shell, text] of Object.entries(scripts)) {
      writeFileSync(join(folder, `completion.${shell}`), text);
    }
    writeFileSync(join(folder, 'a template.txt'), '');
  });
  afterAll(async () => {
    await plane?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** What a program prints in the folder, with a server that the environment names. */
  async function run(program: string, args: readonly string[], more: Record<string, string> = {}) {
    const { stdout } = await promisify(execFile)(program, args, {
      cwd: folder,
      env: {
        PATH: `${folder}${delimiter}${process.env.PATH}`,
        HOME: folder,
        TERM: 'dumb',
        // The machine may be busy with other tests.
        PILEUS_COMPLETION_TIMEOUT: '30',
        PILEUS_ADMIN_URL: plane.url,
        PILEUS_ADMIN_PASSWORD: admin.password,
        PILEUS_CYCLECLOUD_URL: plane.url,
        PILEUS_CYCLECLOUD_USERNAME: admin.username,
        PILEUS_CYCLECLOUD_PASSWORD: admin.password,
        ...more,
      },
    });
    return stdout;
  }

  const bash = installed('bash');
  describe.skipIf(!bash)('bash', () => {
    /** The replies to a line that is cut into words as bash does it. */
    async function replies(line: string, more?: Record<string, string>): Promise<string[]> {
      const script = `
        source completion.bash
        [[ $(complete -p pileus) == 'complete -F _pileus pileus' ]] || exit 9
        COMP_LINE=$1 COMP_POINT=\${#1} COMP_WORDS=($1) COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
        _pileus pileus 2>/dev/null
        printf '%s\\n' "\${COMPREPLY[@]}"`;
      return (await run(bash!, ['--norc', '-c', script, 'bash', line], more)).trim().split('\n');
    }

    it('completes commands, options and choices', async () => {
      expect(await replies('pileus adm')).toEqual(['admin']);
      expect(await replies('pileus cycle nodes c --req')).toEqual(['--request-id']);
      expect(await replies('pileus cycle nodes c --output=js')).toEqual(['json']);
    });

    it('completes the names of clusters, nodes, arrays, users and locations', async () => {
      expect(await replies('pileus cycle status te')).toEqual(['test-cluster-1']);
      expect(await replies('pileus cycle restart test-cluster-1 onde')).toEqual(['ondemand-3']);
      expect(await replies('pileus cycle create test-cluster-1 --array e')).toEqual(['execute']);
      expect(await replies('pileus admin users password a')).toEqual(['admin']);
      expect(await replies('pileus admin limits set eastus')).toEqual(['eastus', 'eastus2']);
    });

    it('asks the server that the line names, although bash cuts its address at colons', async () => {
      const line = `pileus cycle status --url ${plane.url} --username admin te`;
      const env = { PILEUS_CYCLECLOUD_URL: 'http://127.0.0.1:9', PILEUS_PASSWORD: admin.password };
      expect(await replies(line, env)).toEqual(['test-cluster-1']);
    });

    it('is silent when no server answers', async () => {
      const env = { PILEUS_CYCLECLOUD_URL: 'http://127.0.0.1:9' };
      expect(await replies('pileus cycle status te', env)).toEqual(['']);
    });

    it('needs no COMP_LINE', async () => {
      const script = `source completion.bash
        COMP_WORDS=(pileus admin us) COMP_CWORD=2; _pileus pileus; echo "\${COMPREPLY[@]}"`;
      expect(await run(bash!, ['--norc', '-c', script])).toBe('users\n');
    });
  });

  const fish = installed('fish');
  describe.skipIf(!fish)('fish', () => {
    const offers = async (line: string) =>
      (await run(fish!, ['-c', `source completion.fish; complete -C ${shellWord(line)}`]))
        .trim()
        .split('\n');

    it('completes commands with what they do, options and choices', async () => {
      expect(await offers('pileus adm')).toEqual([expect.stringMatching(/^admin\tmanage/)]);
      expect(await offers('pileus cycle nodes c --req')).toEqual([
        expect.stringMatching(/^--request-id\t/),
      ]);
      expect(await offers('pileus cycle nodes c --output=js')).toEqual(['--output=json']);
    });

    it('completes live names and files', async () => {
      expect(await offers('pileus cycle status te')).toEqual(['test-cluster-1']);
      expect(await offers('pileus cycle import x --file "a te')).toEqual([
        expect.stringContaining('a template.txt'),
      ]);
    });
  });

  const zsh = installed('zsh');
  describe.skipIf(!zsh)('zsh', () => {
    /** The lines after TAB was pressed in a shell at a terminal of its own. */
    async function completed(...lines: readonly string[]): Promise<string[]> {
      const script = `
        zmodload zsh/zpty
        zpty shell zsh -f -i
        zpty -w shell 'autoload -Uz compinit; compinit -u -D; source ./completion.zsh'
        zpty -w shell 'show() { print -r -- "<$BUFFER>END"; BUFFER= }; zle -N show; bindkey "^X" show; echo REA""DY'
        zpty -r shell seen '*READY*'
        for line; do
          zpty -w -n shell "$line"$'\\t\\C-x'
          zpty -r shell seen '*>END*'
          print -r -- "$seen"
        done`;
      const seen = await run(zsh!, ['-f', '-c', script, 'zsh', ...lines]);
      return [...seen.matchAll(/<([^<>]*)>END/g)].map(([, line]) => line!);
    }

    it('completes commands, options, choices, live names and files', async () => {
      const lines = [
        ['pileus adm', 'pileus admin '],
        ['pileus cycle nodes c --req', 'pileus cycle nodes c --request-id '],
        ['pileus cycle nodes c --output=js', 'pileus cycle nodes c --output=json '],
        ['pileus cycle status te', 'pileus cycle status test-cluster-1 '],
        ['pileus cycle import x --file a\\ te', 'pileus cycle import x --file a\\ template.txt '],
      ] as const;
      expect(await completed(...lines.map(([typed]) => typed))).toEqual(
        lines.map(([, becomes]) => becomes),
      );
    });
  });
}, 120_000);
