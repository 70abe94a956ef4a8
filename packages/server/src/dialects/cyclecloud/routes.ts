import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { runCommand } from '../../http/command.js';
import { principalOf, type ServerContext } from '../../http/context.js';
import { streamEvents } from '../../http/event-stream.js';
import { parseJson } from '../../http/json.js';
import { HttpProblem } from '../../http/problem.js';
import { defineRoutes, type Handler } from '../../http/routes.js';
import { RefusedError } from '../../inventory/errors.js';
import type { ScaleTarget } from '../../inventory/nodes.js';
import { authenticate } from './auth.js';
import { actionParameters, cloudAction, cloudActions, isTrue } from './cloud-actions.js';
import { clusterStatus } from './clusters.js';
import { jsonBody, jsonHeaders, queryFlag, queryText } from './codec.js';
import { gridEvents } from './grid-events.js';
import { healthReport, reportHealth } from './health-reports.js';
import { clusterSummaries, listFormats, nodeRecords } from './listings.js';
import { create, type ManagementVerb, manage, managementVerbs, nodeList, scale } from './nodes.js';
import {
  findOperation,
  operationOfRequest,
  operationStatus,
  recentOperations,
} from './operations.js';
import { createRequest, selectors, wholeNumber } from './requests.js';
import { type ImportRequest, importCluster } from './template/import.js';
import { clusterUsage } from './usage.js';
import { isRecord } from './views.js';

/** CycleCloud's REST API (version 8), in the order of the vendor's reference. */
export function register(app: FastifyInstance, context: ServerContext): void {
  app.addHook('preHandler', authenticate(context));
  const reader = (request: FastifyRequest) => context.store.reader(principalOf(request));
  const sendJson = (reply: FastifyReply, text: string) => reply.headers(jsonHeaders).send(text);

  const listNodes: Handler = async (request, reply) => {
    const format = (queryText(request, 'format') ?? 'json').toLowerCase();
    const writer = Object.hasOwn(listFormats, format) ? listFormats[format] : undefined;
    if (!writer) {
      const known = Object.keys(listFormats).join(', ');
      throw new HttpProblem('malformed', `"format" must be one of ${known}.`);
    }
    const records = await nodeRecords(reader(request), {
      name: (request.params as { node?: string }).node ?? queryText(request, 'name'),
      cluster: queryText(request, 'cluster'),
      filter: queryText(request, 'filter'),
      attrs: queryText(request, 'attrs'),
      summary: queryFlag(request, 'summary'),
    });
    return reply.type(writer.type).send(writer.write(records));
  };

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
    '/cloud/events': {
      // An extension: the vendor publishes these events to Azure Event Grid.
      GET: (request, reply) =>
        streamEvents({
          context,
          principal: principalOf(request),
          request,
          reply,
          after: 0,
          translate: async (rows) => {
            const events = await gridEvents(reader(request), rows);
            return new Map([...events].map(([id, data]) => [id, { type: data.eventType, data }]));
          },
        }),
    },
    '/cloud/api/import_cluster/:cluster': {
      POST: (request, reply) => {
        const wanted = importRequest(clusterOf(request), actionParameters(request));
        return runCommand(context, request, reply, async (tx) => {
          const { uid } = await importCluster(tx, wanted);
          return { status: 200, headers: jsonHeaders, body: JSON.stringify({ operationId: uid }) };
        });
      },
    },
    '/cloud/clusters': {
      GET: async (request, reply) =>
        sendJson(reply, JSON.stringify(await clusterSummaries(reader(request)))),
    },
    '/cloud/clusters/:cluster': {
      GET: async (request, reply) =>
        sendJson(
          reply,
          JSON.stringify(await clusterSummaries(reader(request), clusterOf(request))),
        ),
    },
    '/cloud/api/nodes': { GET: listNodes },
    '/cloud/api/nodes/:node': { GET: listNodes },
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

/** The fields of the vendor's import form; parameters come as JSON text. */
function importRequest(name: string, form: Readonly<Record<string, string>>): ImportRequest {
  if (!form.cluster) {
    throw new RefusedError('invalid', 'Give the text of a template as "cluster".', 'cluster');
  }
  let parameters: unknown = {};
  try {
    parameters = parseJson(form.parameters || '{}');
  } catch (error) {
    throw new HttpProblem('malformed', `"parameters" is not JSON: ${(error as Error).message}`);
  }
  if (!isRecord(parameters)) throw new HttpProblem('malformed', '"parameters" must be an object.');
  return {
    name,
    text: form.cluster,
    template: form.template || undefined,
    parameters,
    force: isTrue(form.force),
  };
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
