import { start } from '../run.js';
import { addCycle } from './program.js';

/** `pileus cycle …` alone. Bundled by itself it starts from a few files, with nothing that other commands need. */
await start({ 'Drive a server:': [{ name: 'cycle', add: addCycle }] }, import.meta.url);
