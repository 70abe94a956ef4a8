import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { runCommand } from '../../http/command.js';
import { principalOf, type ServerContext } from '../../http/context.js';
import { defineRoutes, type Handler } from '../../http/routes.js';
import { RefusedError } from '../../inventory/errors.js';
import type { ScaleTarget } from '../../inventory/nodes.js';
import { authenticate } from './auth.js';
import { actionParameters, cloudAction, cloudActions } from './cloud-actions.js';
import { clusterStatus } from './clusters.js';
import { jsonBody, jsonHeaders, queryFlag, queryText } from './codec.js';
import { healthReport, reportHealth } from './health-reports.js';
import { create, type ManagementVerb, manage, managementVerbs, nodeList, scale } from './nodes.js';
import {
  findOperation,
  operationOfRequest,
  operationStatus,
  recentOperations,
} from './operations.js';
import { createRequest, selectors, wholeNumber } from './requests.js';
import { clusterUsage } from './usage.js';

/** CycleCloud's REST API (version 8), in the order of the vendor's reference. */
export function register(app: FastifyInstance, context: ServerContext): void {
  app.addHook('preHandler', authenticate(context));
  const reader = (request: FastifyRequest) => context.store.reader(principalOf(request));
  const sendJson = (reply: FastifyReply, text: string) => reply.headers(jsonHeaders).send(text);

  const verb =
    (name: ManagementVerb): Handler =>
    (request, reply) => {
      const wanted = selectors(jsonBody(request));
      return runCommand(context, request, reply, (tx) =>
        manage(tx, clusterOf(request), name, wanted),
      );
    };

  defineRoutes(app, {
    '/clusters/:cluster/nodes': {
      GET: async (request, reply) =>
        sendJson(
          reply,
          await nodeList(reader(request), clusterOf(request), {
            operation: queryText(request, 'operation'),
            requestId: queryText(request, 'request_id'),
          }),
        ),
    },
    '/clusters/:cluster/nodes/create': {
      POST: (request, reply) => {
        const wanted = createRequest(jsonBody(request));
        return runCommand(context, request, reply, (tx) => create(tx, clusterOf(request), wanted));
      },
    },
    ...Object.fromEntries(
      managementVerbs.map((name) => [`/clusters/:cluster/nodes/${name}`, { POST: verb(name) }]),
    ),
    '/clusters/:cluster/scale/:nodearray': {
      POST: (request, reply) => {
        const target = scaleTarget(request);
        return runCommand(context, request, reply, (tx) =>
          scale(tx, clusterOf(request), param(request, 'nodearray'), target),
        );
      },
    },
    '/clusters/:cluster/status': {
      GET: async (request, reply) =>
        sendJson(
          reply,
          await clusterStatus(reader(request), clusterOf(request), queryFlag(request, 'nodes')),
        ),
    },
    '/clusters/:cluster/usage': {
      GET: async (request, reply) =>
        sendJson(
          reply,
          await clusterUsage(reader(request), clusterOf(request), {
            timeframe: queryText(request, 'timeframe'),
            from: queryText(request, 'from'),
            to: queryText(request, 'to'),
            granularity: queryText(request, 'granularity'),
            expand: queryText(request, 'expand'),
          }),
        ),
    },
    '/clusters/:cluster/nodes/:node/ghr': {
      POST: (request, reply) =>
        runCommand(context, request, reply, (tx) =>
          reportHealth(tx, clusterOf(request), param(request, 'node'), {
            category: queryText(request, 'category') ?? null,
            description: queryText(request, 'description') ?? null,
          }),
        ),
      GET: async (request, reply) =>
        sendJson(
          reply,
          await healthReport(reader(request), clusterOf(request), param(request, 'node')),
        ),
    },
    ...Object.fromEntries(
      cloudActions.map((action) => [
        `/cloud/actions/${action}/:cluster`,
        {
          POST: ((request, reply) =>
            runCommand(context, request, reply, (tx) =>
              cloudAction(tx, action, clusterOf(request), actionParameters(request)),
            )) satisfies Handler,
        },
      ]),
    ),
    '/operations': {
      GET: async (request, reply) => {
        const read = reader(request);
        const requestId = queryText(request, 'request_id');
        const found =
          requestId === undefined
            ? await recentOperations(read)
            : [await operationOfRequest(read, requestId)].flatMap((operation) => operation ?? []);
        const names = await clusterNames(context, request);
        return sendJson(reply, JSON.stringify(found.map((each) => operationStatus(each, names))));
      },
    },
    '/operations/:id': {
      GET: async (request, reply) => {
        const operation = await findOperation(reader(request), param(request, 'id'));
        const names = await clusterNames(context, request);
        return sendJson(reply, JSON.stringify(operationStatus(operation, names)));
      },
    },
  });
}

const param = (request: FastifyRequest, name: string): string =>
  (request.params as Record<string, string>)[name]!;

const clusterOf = (request: FastifyRequest): string => param(request, 'cluster');

async function clusterNames(context: ServerContext, request: FastifyRequest) {
  const rows = await context.store
    .reader(principalOf(request))
    .select('cluster', { columns: ['id', 'name'] });
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** Exactly one of the two totals. */
function scaleTarget(request: FastifyRequest): ScaleTarget {
  const nodes = queryText(request, 'totalNodeCount');
  const cores = queryText(request, 'totalCoreCount');
  if ((nodes === undefined) === (cores === undefined)) {
    throw new RefusedError(
      'invalid',
      'Give exactly one of "totalCoreCount" and "totalNodeCount".',
      'totalNodeCount',
    );
  }
  return nodes !== undefined
    ? { nodes: wholeNumber(nodes, 'totalNodeCount', 0) }
    : { cores: wholeNumber(cores, 'totalCoreCount', 0) };
}
