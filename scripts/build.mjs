/** `npm run build`: the bundle of the command line and the server. */
import { relative } from 'node:path';
import { buildWhenNeeded, bundleFile } from './bundle.mjs';
import { requireNode, root } from './workspace.mjs';

requireNode();
const built = await buildWhenNeeded();
process.stderr.write(`${built ? 'Built' : 'Up to date:'} ${relative(root, bundleFile)}\n`);
