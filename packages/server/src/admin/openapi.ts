import { type FastifySchema, fastify } from 'fastify';
import { z } from 'zod';
import { version } from '../version.js';
import type { AdminRoute } from './route.js';

/**
 * The OpenAPI 3.1 document of the admin API, from the same schemas that validate its requests. Made when it is
 * first asked for: the generator costs more to load than a server takes to start.
 */
export async function openApiDocument(routes: readonly AdminRoute[]): Promise<object> {
  const { default: swagger } = await import('@fastify/swagger');
  const app = fastify();
  app.setValidatorCompiler(() => () => true);
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Pileus admin API', version },
      components: {
        securitySchemes: {
          basic: { type: 'http', scheme: 'basic' },
          key: { type: 'http', scheme: 'bearer', description: 'An API key.' },
        },
      },
      security: [{ basic: [] }, { key: [] }],
    },
  });
  for (const { method, path, handle: _, ...route } of routes) {
    const schema: FastifySchema & Record<string, unknown> = {
      summary: route.summary,
      description: `Needs the role ${route.role}.`,
      tags: [route.tag],
      ...(route.params && { params: jsonSchema(route.params) }),
      ...(route.query && { querystring: jsonSchema(route.query) }),
      ...(route.body && { body: jsonSchema(route.body) }),
    };
    app.route({ method, url: `/pileus/v1${path}`, schema, handler: () => undefined });
  }
  await app.ready();
  const document = app.swagger();
  await app.close();
  return document;
}

function jsonSchema(schema: z.ZodType): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return rest;
}
