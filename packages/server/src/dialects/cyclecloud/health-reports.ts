import type { WireAnswer } from '../../http/command.js';
import { RefusedError } from '../../inventory/errors.js';
import { and, eq, ne } from '../../store/predicate.js';
import type { Reader, Tx } from '../../store/store.js';
import type { Machine } from '../../store/tables.js';
import { findCluster } from './clusters.js';
import { wireDate } from './codec.js';
import { nodeExt } from './views.js';

/** A guest health report of a node, kept with it. */
export interface HealthReport {
  readonly category: string | null;
  readonly description: string | null;
  readonly reportedAt: number;
}

/** @throws {RefusedError} `not-found`. */
async function findNode(reader: Reader, cluster: string, name: string): Promise<Machine> {
  const { id } = await findCluster(reader, cluster);
  const [node] = await reader.select('machine', {
    where: and(eq('clusterId', id), eq('name', name), ne('state', 'deleted')),
  });
  if (node) return node;
  throw new RefusedError('not-found', `No node named "${name}" found in cluster "${cluster}"`);
}

/** `POST nodes/{node}/ghr`: 202 without a body; a second report of the same node is refused. */
export async function reportHealth(
  tx: Tx,
  cluster: string,
  name: string,
  report: Pick<HealthReport, 'category' | 'description'>,
): Promise<WireAnswer> {
  const node = await findNode(tx, cluster, name);
  const ext = nodeExt(node.ext);
  if (ext.healthReport) {
    throw new RefusedError('conflict', `A health report of node "${name}" was submitted already.`);
  }
  const healthReport: HealthReport = { ...report, reportedAt: tx.now };
  await tx.update('machine', node.id, {
    ext: { ...node.ext, cyclecloud: { ...ext, healthReport } },
  });
  tx.emit({
    objectKind: 'machine',
    objectId: node.id,
    objectUid: node.uid,
    machineId: node.id,
    kind: 'machine.health-reported',
    data: { category: report.category },
  });
  return { status: 202 };
}

/**
 * `GET nodes/{node}/ghr`. The vendor does not say what the payload holds; this one says what was reported and
 * what it does to the workload.
 */
export async function healthReport(reader: Reader, cluster: string, name: string): Promise<string> {
  const node = await findNode(reader, cluster, name);
  const report = nodeExt(node.ext).healthReport;
  return JSON.stringify({
    node: node.name,
    nodeId: node.uid,
    submitted: report !== undefined,
    ...(report && {
      category: report.category,
      description: report.description,
      reportedAt: wireDate(report.reportedAt),
    }),
    workloadImpact: node.state === 'running' ? 'None' : 'Unavailable',
  });
}
