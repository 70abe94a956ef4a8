/**
 * A Vitest reporter that writes what a suite came to, as JSON, to the file named by TALLY_FILE.
 * Vitest's own JSON leaves out why a test was skipped and errors outside of tests.
 */
import { writeFileSync } from 'node:fs';
import { tally } from './tally.mjs';

// biome-ignore lint/style/noDefaultExport: Vitest loads the default export of a reporter's file.
export default class TallyReporter {
  onTestRunEnd(modules, unhandledErrors) {
    writeFileSync(process.env.TALLY_FILE, JSON.stringify(tally(modules, unhandledErrors)));
  }
}
