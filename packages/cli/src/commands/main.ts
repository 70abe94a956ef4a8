import { start } from '../run.js';
import { addServe } from './program.js';

/** `pileus serve` alone. Bundled by itself it starts from a few files, with nothing that other commands need. */
await start({ 'Run a server:': [{ name: 'serve', add: addServe }] }, import.meta.url);
