/** `npm run build`: the bundles of the command line and the server. */
import { buildAllWhenNeeded } from './bundle.mjs';
import { requireNode } from './workspace.mjs';

requireNode();
const built = await buildAllWhenNeeded();
process.stderr.write(`${built ? 'Built' : 'Up to date:'} packages/cli/dist/bundle\n`);
