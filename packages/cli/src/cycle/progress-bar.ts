// Imported when it is needed: of a CommonJS package, only a module of our own gives names to a dynamic import.
export { SingleBar } from 'cli-progress';
