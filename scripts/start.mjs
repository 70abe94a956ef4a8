/** `npm start`: from a fresh clone to the running tour. Needs nothing but Node and npm. */
import { installWhenNeeded } from './install.mjs';
import { requireNode } from './workspace.mjs';

requireNode();
try {
  installWhenNeeded();
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
process.argv.splice(2, 0, 'tour');
await import('../bin/pileus.js');
