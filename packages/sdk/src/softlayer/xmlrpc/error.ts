/**
 * Why a document was refused. Servers map the first three to the faults -32700, -32701 and -32702,
 * which Python's client turns into NotWellFormed, UnsupportedEncoding and InvalidCharacter.
 */
export type XmlRpcProblem =
  | 'not-well-formed'
  | 'unsupported-encoding'
  | 'invalid-character'
  /** Well-formed XML that is no XML-RPC: a wrong element, a number that is none. */
  | 'not-xml-rpc'
  | 'too-large'
  | 'too-deep';

/** A document that could not be decoded. Nothing of its content but element names is quoted. */
export class XmlRpcParseError extends Error {
  override readonly name = 'XmlRpcParseError';
  readonly problem: XmlRpcProblem;
  /** What was found or missing, without the position. */
  readonly what: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 units. */
  readonly column: number;

  constructor(problem: XmlRpcProblem, what: string, line: number, column: number) {
    super(`XML-RPC document refused at line ${line}, column ${column}: ${what}`);
    this.problem = problem;
    this.what = what;
    this.line = line;
    this.column = column;
  }
}

/** The error for a mistake at UTF-16 offset `at` of `text`. */
export function parseErrorAt(
  text: string,
  at: number,
  problem: XmlRpcProblem,
  what: string,
): XmlRpcParseError {
  let line = 1;
  let lineStart = 0;
  for (let i = text.indexOf('\n'); i !== -1 && i < at; i = text.indexOf('\n', i + 1)) {
    line++;
    lineStart = i + 1;
  }
  const bounded = what.length > 120 ? `${what.slice(0, 120)}...` : what;
  return new XmlRpcParseError(problem, bounded, line, at - lineStart + 1);
}
