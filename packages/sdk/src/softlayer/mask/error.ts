/** A mask that breaks the grammar; the message is the vendor's own (recorded). */
export class MaskSyntaxError extends Error {
  override readonly name = 'MaskSyntaxError';
  /** The vendor's fault code for it. */
  readonly faultCode = 'SoftLayer_Exception_Common_Parser';
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 units. */
  readonly column: number;
  /** What the grammar wants there: `PROPERTY`, `TYPE` or the characters possible. */
  readonly expected: string;
  /** The character found; empty at the end of the mask. */
  readonly found: string;

  constructor(text: string, at: number, expected: string) {
    const { line, column } = maskPosition(text, at);
    const found = String.fromCodePoint(text.codePointAt(at) ?? 0x20).trim();
    super(`Error on line ${line} at column ${column}: Expected ${expected}, got '${found}'`);
    this.line = line;
    this.column = column;
    this.expected = expected;
    this.found = found;
  }
}

/** Line and column (1-based) of a UTF-16 offset, for errors about a property's `at`. */
export function maskPosition(text: string, at: number): { line: number; column: number } {
  const before = text.slice(0, at);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: at - lineStart + 1 };
}
