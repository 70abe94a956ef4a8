import { z } from 'zod';
import { PlanFileError } from './apply.js';
import type { PlanFile } from './document.js';

import { policies, spotChoices } from './policy.js';
import { schemaProblems } from './schema-problems.js';

const text = z.string().min(1);
const count = z.number().int().nonnegative();
const dollars = z.number().nonnegative();

const placedNode = {
  name: text,
  bucket: text,
  placementGroup: text.optional(),
  jobs: z.array(
    z.strictObject({
      name: z.string(),
      slots: z.number().nonnegative(),
      ways: z.array(count).optional(),
    }),
  ),
};

const verdict = z.strictObject({
  bucket: text,
  nodearray: text,
  machineType: text,
  outcome: z.enum(['chosen', 'possible', 'ruled-out']),
  status: text,
  reason: z.string(),
  price: dollars.optional(),
});

const parts = z.record(z.string(), z.string());

const planFile = z.strictObject({
  version: z.literal(1),
  id: z.string().regex(/^[0-9A-Za-z-]{8,64}$/, 'must be 8 to 64 letters, digits and dashes'),
  madeAt: z.iso.datetime(),
  policy: z.enum(policies),
  fingerprint: z.strictObject({
    capacity: text,
    jobs: text,
    parts: z.strictObject({
      buckets: parts,
      limits: parts,
      nodes: parts,
      shared: parts,
      jobs: parts,
    }),
  }),
  options: z.strictObject({
    policy: z.enum(policies).optional(),
    spot: z.enum(spotChoices).optional(),
    capacityBackoff: z.number().nonnegative().optional(),
    maxPlacementGroups: count.optional(),
    scalelibCompatible: z.boolean().optional(),
  }),
  cost: z.strictObject({ hourly: dollars, unpriced: count }),
  groups: z.array(
    z
      .strictObject({
        bucket: text,
        nodearray: text,
        machineType: text,
        spot: z.boolean(),
        placementGroup: text.optional(),
        start: z.boolean(),
        count: count.min(1),
        hourlyCost: dollars.optional(),
        nodes: z.array(z.strictObject(placedNode)),
      })
      .superRefine((group, context) => {
        const wrong = (path: (string | number)[], message: string) =>
          context.addIssue({ code: 'custom', path, message });
        const { length } = group.nodes;
        if (group.count !== length) {
          wrong(['count'], `the group lists ${length} nodes, not ${group.count}`);
        }
        for (const [at, node] of group.nodes.entries()) {
          for (const key of ['bucket', 'placementGroup'] as const) {
            if (node[key] !== group[key]) {
              wrong(['nodes', at, key], `that of the group is ${group[key]}, not ${node[key]}`);
            }
          }
        }
      }),
  ),
  matched: z.array(z.strictObject(placedNode)),
  unmatched: z.array(z.strictObject({ ...placedNode, keep: z.boolean() })),
  failed: z.array(text),
  unplaced: z.array(
    z.strictObject({ job: z.string(), asked: count, missing: count, status: text, reason: text }),
  ),
  decisions: z.array(
    z.strictObject({
      jobs: z.array(z.string()),
      constraints: z.unknown(),
      asked: count,
      missing: count,
      chosen: z.array(z.strictObject({ bucket: text, planned: count, existing: count })),
      alternatives: z.array(verdict),
    }),
  ),
});

/** @throws PlanFileError naming each field that is not as a plan has it */
export function parsePlanFile(json: unknown): PlanFile {
  const { data, error } = planFile.safeParse(json);
  if (!error) return data as PlanFile;
  const problems = schemaProblems(json, error);
  const told = problems.slice(0, 5).join('; ');
  const rest = problems.length > 5 ? `; and ${problems.length - 5} other mistakes` : '';
  throw new PlanFileError(`it is no plan as it was written: ${told}${rest}`);
}
