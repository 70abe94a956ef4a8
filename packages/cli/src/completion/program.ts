import { Argument, type Command } from 'commander';
import type { Terminal } from '../terminal.js';
import { type Shell, scripts, shells } from './scripts.js';

/** `pileus completion …`, and the hidden command that the scripts ask. */
export function addCompletion(program: Command, terminal: Terminal): void {
  program
    .command('completion')
    .description('print a script that completes commands in your shell')
    .addArgument(new Argument('<shell>').choices(shells))
    .addHelpText('after', completionHelp)
    .action((shell: Shell) => terminal.write(scripts[shell]));
  program
    .command('__complete', { hidden: true })
    .addArgument(new Argument('<shell>').choices(shells))
    .argument('[words...]')
    .action(async (shell: Shell, words: string[]) =>
      (await import('./complete.js')).complete(program, shell, words, terminal),
    );
}

const completionHelp = `
bash, in ~/.bashrc:                    eval "$(pileus completion bash)"
zsh, in ~/.zshrc after compinit:       eval "$(pileus completion zsh)"
fish, in ~/.config/fish/config.fish:   pileus completion fish | source

Names of clusters, nodes, arrays, users and machines are asked from the server
that the command line, the environment or a profile names; it has one second.`;
