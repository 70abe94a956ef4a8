import { z } from 'zod';
import { counterKeys } from '../inventory/admission.js';
import { findLocation, locationCodes } from '../inventory/catalogue.js';
import { RefusedError } from '../inventory/errors.js';
import { route } from './route.js';

/** What a column of whole numbers holds. */
const most = 2 ** 31 - 1;

const limit = z.object({
  location: z.string().describe('Code of a location.'),
  family: z.string().default('*').describe('A machine family, or * for the whole location.'),
  spot: z.boolean().default(false).describe('The limit on spot machines; only with family *.'),
  cores: z.number().int().min(0).max(most).nullable().describe('Cores at most; null: no limit.'),
  nodes: z
    .number()
    .int()
    .min(0)
    .max(most)
    .nullable()
    .default(null)
    .describe('Machines at most; null: no limit.'),
});

export const limitRoutes = [
  route({
    method: 'GET',
    path: '/limits',
    summary: 'Lists the quotas of the account with what is in use.',
    tag: 'limits',
    role: 'reader',
    handle: async ({ context, principal }) => {
      const reader = context.store.reader(principal);
      const codes = await locationCodes(reader);
      const quotas = await reader.select('quota');
      const used = await reader.counters(
        quotas.map(({ accountId, locationId, family, spot }) =>
          family === '*'
            ? counterKeys.region(accountId, locationId, spot)
            : counterKeys.family(accountId, locationId, family),
        ),
      );
      return {
        limits: quotas.map(({ locationId, family, spot, cores, nodes }, i) => ({
          location: codes.get(locationId) ?? null,
          family,
          spot,
          cores,
          nodes,
          used: used[i],
        })),
      };
    },
  }),
  route({
    method: 'PUT',
    path: '/limits',
    summary: 'Sets one quota. Machines that are there already stay, even beyond it.',
    tag: 'limits',
    role: 'admin',
    body: limit,
    handle: ({ context, principal, body }) =>
      context.store.command(principal, async (tx) => {
        const location = await findLocation(tx, body.location);
        if (!location) {
          throw new RefusedError(
            'not-found',
            `There is no location "${body.location}".`,
            'location',
          );
        }
        const key = { locationId: location.id, family: body.family, spot: body.spot };
        const amounts = { cores: body.cores, nodes: body.nodes };
        const quota = await tx.get('quota', key);
        if (quota) await tx.update('quota', quota.id, amounts);
        else await tx.insert('quota', { ...key, ...amounts });
        return { ...body, location: location.code };
      }),
  }),
];
