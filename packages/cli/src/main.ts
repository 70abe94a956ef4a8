import { readFileSync } from 'node:fs';
import { runProgram } from './program.js';
import { openTerminal } from './terminal.js';

const args = process.argv.slice(2);
if (args.includes('--debug')) process.setSourceMapsEnabled(true);

// `pileus ... | head` stops reading when it has seen enough: that is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

const manifest = new URL('../package.json', import.meta.url);
const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
process.exitCode = await runProgram(args, openTerminal(process), version);
