import type { Paint } from '../present/paint.js';
import { renderTable, type TableColumn } from '../present/table.js';
import type { Sighting } from './other-dialects.js';

const columns: readonly TableColumn[] = [
  { title: 'API' },
  { title: 'Request', flexible: true },
  { title: 'Sees', flexible: true },
  { title: 'State', flexible: true },
];

/** One line per vendor's API: how it names and describes what it sees. */
export function sightingTable(sightings: readonly Sighting[], width: number, paint: Paint): string {
  const rows = sightings.map(({ dialect, request, name, state }) => [
    dialect,
    request,
    name,
    state,
  ]);
  return renderTable({ columns, rows, width, paint });
}
