import { JsonObject } from '@backstage/types';
import {
  ApiContract,
  sharedSchemas,
} from '@opsdeck/backstage-plugin-operations-common';
import { SchemaWriter } from './SchemaWriter';
import { errorAnswer } from './errorAnswer';
import { operation } from './operation';

/** Grows by the rules of semantic versioning with the contracts of all backends. */
const CONTRACT_VERSION = '1.0.0';

/**
 * The OpenAPI 3.1 document of what one plugin serves. The same contracts give
 * the same text.
 *
 * @throws Error when two schemas claim a name, or a recursive schema has none.
 */
export function openApiDocument(
  contracts: readonly [ApiContract, ...ApiContract[]],
): JsonObject {
  const [{ title, description, pluginId }] = contracts;
  const routes = contracts.flatMap(each => Object.values(each.routes));
  const schemas = new SchemaWriter(
    [
      ['Error', errorAnswer] as const,
      ...Object.entries(sharedSchemas),
      ...contracts.flatMap(each => Object.entries(each.schemas)),
    ],
    routes.map(({ answer }) => answer),
  );
  const paths = pathsOf(contracts, schemas);
  return {
    openapi: '3.1.0',
    info: { title, description, version: CONTRACT_VERSION },
    servers: [{ url: `/api/${pluginId}` }],
    security: [{ bearer: [] }],
    tags: contracts.map(each => ({
      name: each.title,
      description: each.description,
    })),
    paths,
    components: {
      schemas: schemas.components(paths),
      securitySchemes: {
        bearer: bearer('A Backstage token of a user or of a service.'),
        webhook: bearer('The token that the configuration gives a receiver.'),
      },
    },
  };
}

function pathsOf(
  contracts: readonly ApiContract[],
  schemas: SchemaWriter,
): JsonObject {
  const paths: Record<string, JsonObject> = {};
  for (const { title, routes } of contracts) {
    for (const [operationId, route] of Object.entries(routes)) {
      const path = route.path.replace(/:(\w+)/g, '{$1}');
      paths[path] = {
        ...paths[path],
        [route.method]: operation(operationId, route, title, schemas),
      };
    }
  }
  return paths;
}

function bearer(description: string): JsonObject {
  return { type: 'http', scheme: 'bearer', description };
}
