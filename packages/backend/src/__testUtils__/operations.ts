import { JsonObject } from '@backstage/types';
import addFormats from 'ajv-formats';
import Ajv from 'ajv/dist/2020';
import { ALL, header } from './personas';
import { PLUGINS, WholeBackend } from './wholeBackend';

export interface Parameter {
  name: string;
  in: 'path' | 'query';
  required: boolean;
  schema: JsonObject;
}

interface Content {
  content: Record<string, { schema: JsonObject }>;
}

interface OperationObject {
  operationId: string;
  description: string;
  parameters?: Parameter[];
  requestBody?: Content;
  responses: Record<string, Content>;
  security?: unknown[];
  'x-permissions': string[];
}

interface Document {
  paths: Record<string, Partial<Record<'get' | 'post', OperationObject>>>;
}

/** One operation of a served document. */
export interface Operation {
  pluginId: string;
  id: string;
  method: 'get' | 'post';
  /** Whole path, with parameters as `{name}`. */
  path: string;
  parameters: Parameter[];
  body?: JsonObject;
  /** Status of success. */
  status: number;
  callers: { user: boolean; webhook: boolean; link: boolean };
  /** Names of what the caller must be allowed to. */
  permissions: string[];
  /** What is wrong with an answer by the document; null when nothing is. */
  problem(status: number, answer: unknown): string | null;
}

/** Every operation of every backend, as the backends themselves tell it. */
export async function readOperations({
  agent,
}: WholeBackend): Promise<Operation[]> {
  const operations = await Promise.all(
    PLUGINS.map(async pluginId => {
      const { body } = await agent
        .get(`/api/${pluginId}/openapi.json`)
        .set('authorization', header(ALL))
        .expect(200);
      return operationsOf(pluginId, body);
    }),
  );
  return operations.flat();
}

function operationsOf(pluginId: string, document: Document): Operation[] {
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv);
  ajv.addSchema(document, 'document');
  const found: Operation[] = [];
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const method of ['get', 'post'] as const) {
      const operation = methods[method];
      if (!operation) continue;
      const { responses } = operation;
      found.push({
        pluginId,
        id: operation.operationId,
        method,
        path: `/api/${pluginId}${path}`,
        parameters: operation.parameters ?? [],
        body: firstVariant(
          operation.requestBody?.content['application/json'].schema,
        ),
        status: Number(Object.keys(responses).find(each => each < '300')),
        callers: {
          user: operation.description.startsWith('For people'),
          webhook: (operation.security ?? []).length > 0,
          link: operation.security?.length === 0,
        },
        permissions: operation['x-permissions'],
        problem: (status, answer) => {
          if (!responses[status]) return `the status ${status} is not told`;
          const pointer = ['paths', path, method, 'responses', String(status)]
            .concat(['content', mediaTypeOf(responses[status]), 'schema'])
            .map(part => part.replace(/~/g, '~0').replace(/\//g, '~1'))
            .map(encodeURIComponent);
          const validate = ajv.getSchema(`document#/${pointer.join('/')}`);
          if (!validate) return 'the document has no schema of it';
          return validate(answer) ? null : ajv.errorsText(validate.errors);
        },
      });
    }
  }
  return found;
}

/** A body that is one of several is tried as the first of them. */
function firstVariant(schema: JsonObject | undefined): JsonObject | undefined {
  const variants = (schema?.oneOf ?? schema?.anyOf) as JsonObject[] | undefined;
  return variants?.[0] ?? schema;
}

function mediaTypeOf({ content }: Content): string {
  return Object.keys(content)[0];
}
