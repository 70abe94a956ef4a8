import { HttpProblem } from '../../http/problem.js';
import type { RouteTable } from '../../http/routes.js';

/** Calls that Tutum had and this server does not carry out, by path. */
const calls: Readonly<Record<string, readonly ('GET' | 'POST' | 'PATCH' | 'DELETE')[]>> = {
  '/register': ['POST'],
  '/application/:uuid/redeploy': ['POST'],
  '/application/:uuid/logs': ['GET'],
  '/service/:uuid/redeploy': ['POST'],
  '/service/:uuid/logs': ['GET'],
  '/service/:uuid/trigger': ['GET', 'POST'],
  '/service/:uuid/trigger/:trigger': ['GET', 'DELETE'],
  '/service/:uuid/trigger/:trigger/call': ['POST'],
  '/service/:uuid/trigger/:trigger/call/:count': ['POST'],
  '/container': ['POST'],
  '/container/:uuid': ['PATCH'],
  '/container/:uuid/redeploy': ['POST'],
  '/container/:uuid/logs': ['GET'],
  '/action/:uuid/cancel': ['POST'],
  '/action/:uuid/retry': ['POST'],
  '/node/:uuid': ['PATCH', 'DELETE'],
  '/node/:uuid/deploy': ['POST'],
  '/node/:uuid/docker-upgrade': ['POST'],
  '/node/:uuid/health-check': ['POST'],
  '/nodecluster': ['POST'],
  '/nodecluster/:uuid': ['PATCH', 'DELETE'],
  '/nodecluster/:uuid/deploy': ['POST'],
  '/nodecluster/:uuid/docker-upgrade': ['POST'],
  '/stack': ['GET', 'POST'],
  '/stack/:uuid': ['GET', 'PATCH', 'DELETE'],
  '/stack/:uuid/start': ['POST'],
  '/stack/:uuid/stop': ['POST'],
  '/stack/:uuid/redeploy': ['POST'],
  '/stack/:uuid/export': ['GET'],
  '/image': ['GET', 'POST'],
  '/image/*': ['GET', 'POST', 'PATCH', 'DELETE'],
  '/registry': ['GET'],
  '/registry/:host': ['GET'],
  '/role': ['GET'],
  '/role/:scope': ['GET'],
  '/tag': ['GET'],
  '/token': ['GET', 'POST'],
  '/volume': ['GET'],
  '/volume/:uuid': ['GET'],
  '/volumegroup': ['GET'],
  '/volumegroup/:uuid': ['GET'],
};

/** Adds routes to a table; a path may have methods in both. */
export const withRoutes = (served: RouteTable, more: RouteTable): RouteTable => ({
  ...served,
  ...Object.fromEntries(
    Object.entries(more).map(([path, methods]) => [path, { ...methods, ...served[path] }]),
  ),
});

/** Routes that say so, in the vendor's words for it: 405, "method not implemented". */
export function unservedRoutes(count: (what: string) => void): RouteTable {
  return Object.fromEntries(
    Object.entries(calls).map(([path, methods]) => [
      `/api/v1${path}`,
      Object.fromEntries(methods.map((method) => [method, () => refuse(`${method} ${path}`)])),
    ]),
  );

  function refuse(what: string): never {
    count(what);
    throw new HttpProblem('method', `Method not implemented: ${what}.`);
  }
}
