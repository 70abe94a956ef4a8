/** Runs one built measurement and prints its rows; fails when a target is missed. */
import { pathToFileURL } from 'node:url';
import { textTable } from './table.mjs';

const show = (value) => {
  if (typeof value !== 'number') return value || '-';
  return Number.isNaN(value) ? '-' : Number(value.toPrecision(4));
};

const { name, run } = await import(pathToFileURL(process.argv[2]).href);
process.stdout.write(`\n== ${name}\n`);
const rows = await run();
const head = ['what', 'unit', 'ours', 'theirs', 'against', 'ratio', 'target', 'reached'];
const cells = rows.map((row) => [
  ...head.slice(0, -1).map((key) => show(row[key])),
  row.reached ? 'yes' : 'NO',
]);
process.stdout.write(`${textTable(head, cells)}\n`);
process.exit(rows.every((row) => row.reached) ? 0 : 1);
