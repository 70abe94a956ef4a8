import type { Paint } from '../present/paint.js';
import { count, dollars, price } from '../present/quantity.js';
import { renderTable, type TableColumn } from '../present/table.js';

/** Machines of one type and what each costs. */
export interface Cost {
  readonly machineType: string;
  readonly count: number;
  /** US dollars per hour of one machine. */
  readonly price: number;
}

const columns: readonly TableColumn[] = [
  { title: 'Machine type', flexible: true },
  { title: 'Nodes', align: 'right' },
  { title: 'Each per hour', align: 'right' },
  { title: 'All per hour', align: 'right' },
];

/** One line per machine type, and a last one for all. */
export function costTable(costs: readonly Cost[], width: number, paint: Paint): string {
  const row = (cost: Cost) => [
    cost.machineType,
    count(cost.count),
    price(cost.price),
    dollars(cost.count * cost.price),
  ];
  const nodes = costs.reduce((sum, cost) => sum + cost.count, 0);
  const total = costs.reduce((sum, cost) => sum + cost.count * cost.price, 0);
  const rows = [...costs.map(row), [paint.bold('together'), count(nodes), '', dollars(total)]];
  return renderTable({ columns, rows, width, paint });
}
