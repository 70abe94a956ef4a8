/**
 * The deepest nesting that is read. SQLite takes no JSON of more than 1,000 levels, and one such value in a
 * column would make every list of its table unreadable; much deeper ones exhaust the stack of whoever walks them.
 */
const deepest = 100;

/**
 * Parses JSON that a caller sent.
 *
 * @throws {SyntaxError} whose message quotes none of the text, since that may hold a secret.
 */
export function parseJson(text: string): unknown {
  if (isTooDeep(text)) throw new SyntaxError(`it is nested deeper than ${deepest} levels.`);
  try {
    return JSON.parse(text);
  } catch (error) {
    const [reason] = (error as Error).message.split(/, (?:\.\.\.)?"/);
    throw new SyntaxError(`${reason}.`);
  }
}

const quote = 0x22;
const backslash = 0x5c;

/** Counts brackets outside of strings; what is no JSON is left to the parser. */
function isTooDeep(text: string): boolean {
  if (text.length <= 2 * deepest) return false;
  let depth = 0;
  let inString = false;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (inString) {
      if (code === backslash) i += 1;
      else if (code === quote) inString = false;
    } else if (code === quote) {
      inString = true;
    } else if (code === 0x5b || code === 0x7b) {
      depth += 1;
      if (depth > deepest) return true;
    } else if (code === 0x5d || code === 0x7d) {
      depth -= 1;
    }
  }
  return false;
}
