import { PileusError } from './error.js';

/** The caller passed something that cannot be used; nothing was sent. */
export class ArgumentError extends PileusError {
  declare readonly kind: 'argument';
  /** The name of the argument or configuration key. */
  readonly argument: string;

  constructor(argument: string, message: string, vendor?: string) {
    super('argument', message, { vendor });
    this.argument = argument;
  }

  static {
    ArgumentError.prototype.name = 'ArgumentError';
  }
}
