import type { NodeRecord } from '@pileus/sdk/cyclecloud/wire';
import type { Paint } from '../present/paint.js';
import { renderTable, type TableColumn } from '../present/table.js';

const columns: readonly TableColumn[] = [
  { title: 'Node', flexible: true },
  { title: 'Machine type', flexible: true },
  { title: 'Status' },
  { title: 'Address' },
  { title: 'Placement group', flexible: true },
];

/** One line per node: what it is and where it is reached. */
export function nodeTable(nodes: readonly NodeRecord[], width: number, paint: Paint): string {
  const rows = nodes.map((node) => [
    node.Name,
    node.MachineType,
    node.Status === 'Ready' ? paint.good(node.Status) : node.Status,
    node.PrivateIp ?? '-',
    node.PlacementGroupId ?? '-',
  ]);
  return renderTable({ columns, rows, width, paint });
}
