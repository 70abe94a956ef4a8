import { styleText } from 'node:util';

/** Colours text for a terminal; without colour every function gives its text back unchanged. */
export interface Paint {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly name: (text: string) => string;
}

export function createPaint(colour: boolean): Paint {
  const style = (format: Parameters<typeof styleText>[0]) => (text: string) =>
    colour ? styleText(format, text, { validateStream: false }) : text;
  return {
    bold: style('bold'),
    dim: style('dim'),
    good: style('green'),
    bad: style('red'),
    name: style('cyan'),
  };
}
