import { groups } from './program.js';
import { start } from './run.js';

await start(groups, import.meta.url);
