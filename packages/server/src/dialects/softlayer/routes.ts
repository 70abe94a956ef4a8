import { encodeResponse, type XmlRpcInput } from '@pileus/sdk/softlayer/xmlrpc';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { runCommand, send, type WireAnswer } from '../../http/command.js';
import type { ServerContext } from '../../http/context.js';
import type { Metrics } from '../../http/metrics.js';
import { defineRoutes, type Handler } from '../../http/routes.js';
import { requireRole } from '../../security/roles.js';
import { type AuthenticateStruct, authenticate, openCallOf } from './auth.js';
import type { Call, Outcome } from './call.js';
import { unknownService } from './faults.js';
import { extensionOf, restBody, restTypes } from './rest-codec.js';
import { restCall } from './rest-request.js';
import { methodOf } from './services/index.js';
import { xmlRpcCall } from './xmlrpc-request.js';

type Version = 'v3' | 'v3.1';

/** SoftLayer's API over both transports, in both versions. */
export function register(app: FastifyInstance, context: ServerContext, metrics: Metrics): void {
  const run = (request: FastifyRequest, reply: FastifyReply, asked: Asked) =>
    carryOut(context, metrics, request, reply, asked);
  const rest: Handler = (request, reply) => {
    const call = restCall(request);
    const [path = ''] = request.url.split('?');
    return run(request, reply, {
      call,
      authenticate: undefined,
      answer: (outcome) => restAnswer(outcome, call, path, baseUrl(context, request)),
    });
  };
  defineRoutes(app, {
    '/xmlrpc/:version/:service': {
      POST: (request, reply) =>
        run(request, reply, { ...xmlRpcCall(request), answer: xmlRpcAnswer }),
    },
    '/rest/:version/*': { GET: rest, POST: rest, PUT: rest, DELETE: rest },
  });
}

interface Asked {
  readonly call: Call;
  readonly authenticate: AuthenticateStruct | undefined;
  readonly answer: (outcome: Outcome) => WireAnswer;
}

async function carryOut(
  context: ServerContext,
  metrics: Metrics,
  request: FastifyRequest,
  reply: FastifyReply,
  { call, authenticate: struct, answer }: Asked,
): Promise<FastifyReply> {
  const version = versionOf(request);
  const open = openCallOf(call.service, call.method);
  if (open) return send(reply, answer(await open(context, request, call.args)));
  const principal = await authenticate(context, request, struct);
  request.principal = principal;
  const method = methodOf(call, (what) => metrics.unserved('softlayer', what));
  requireRole(principal, method.access === 'read' ? 'reader' : 'operator');
  const { vault, store } = context;
  if (method.access === 'read') {
    const session = { reader: store.reader(principal), principal, vault, version };
    return send(reply, answer(await method.run(session, call)));
  }
  return runCommand(context, request, reply, async (tx) =>
    answer(await method.run({ tx, reader: tx, principal, vault, version }, call)),
  );
}

function versionOf(request: FastifyRequest): Version {
  const { version } = request.params as { version: string };
  if (version === 'v3' || version === 'v3.1') return version;
  throw unknownService();
}

const totalItems = ({ total }: Outcome): Record<string, string> =>
  total === undefined ? {} : { 'SoftLayer-Total-Items': String(total) };

const xmlRpcAnswer = (outcome: Outcome): WireAnswer => ({
  status: 200,
  headers: { 'content-type': 'text/xml', ...totalItems(outcome) },
  body: encodeResponse(outcome.value as XmlRpcInput),
});

/** A new object is answered 201 with its address, as documented for `createObject`. */
function restAnswer(outcome: Outcome, call: Call, path: string, base: string): WireAnswer {
  const extension = extensionOf(path);
  const { createdId, value } = outcome;
  const [, , version] = path.split('/');
  return {
    status: createdId === undefined ? 200 : 201,
    headers: {
      'content-type': restTypes[extension],
      ...totalItems(outcome),
      ...(createdId !== undefined && {
        location: `${base}/rest/${version}/${call.service}/${createdId}/getObject`,
      }),
    },
    body: restBody(value, extension),
  };
}

const baseUrl = ({ publicUrl }: ServerContext, request: FastifyRequest): string =>
  publicUrl?.replace(/\/$/, '') ?? `${request.protocol}://${request.host}`;
