import SwaggerParser from '@apidevtools/swagger-parser';
import { JsonObject } from '@backstage/types';
import { backupsContract } from '@opsdeck/backstage-plugin-backups-common';
import { deploymentsContract } from '@opsdeck/backstage-plugin-deployments-common';
import {
  incidentsContract,
  webhooksContract,
} from '@opsdeck/backstage-plugin-incidents-common';
import {
  ApiContract,
  CAPABILITIES,
  bindingsContract,
  defineContract,
  entitiesContract,
  entityLifeContract,
  operationsContract,
  operationsReadPermission,
  sourcesContract,
} from '@opsdeck/backstage-plugin-operations-common';
import {
  evidenceContract,
  feedFileContract,
  feedsContract,
  runbooksContract,
  templatesContract,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { slosContract } from '@opsdeck/backstage-plugin-slos-common';
import { z } from 'zod/v4';
import { openApiDocument } from './openApiDocument';

const CONTRACTS: ApiContract[] = [
  backupsContract,
  deploymentsContract,
  incidentsContract,
  runbooksContract,
  slosContract,
];

const ALSO: Record<string, ApiContract[] | undefined> = {
  incidents: [webhooksContract],
  runbooks: [
    evidenceContract,
    feedsContract,
    feedFileContract,
    templatesContract,
  ],
};

const documents: [string, JsonObject][] = [
  ['operations', openApiDocument([operationsContract, entitiesContract])],
  ...CONTRACTS.map((contract): [string, JsonObject] => [
    contract.pluginId,
    openApiDocument([
      contract,
      ...CAPABILITIES.filter(id => id === contract.pluginId).flatMap(id => [
        sourcesContract(id),
        bindingsContract(id, operationsReadPermission),
        entityLifeContract(id),
      ]),
      ...(ALSO[contract.pluginId] ?? []),
    ]),
  ]),
];

/** Every value of the key anywhere in the document. */
function* valuesOf(key: string, value: unknown): Generator<unknown> {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, each] of Object.entries(value)) {
    if (name === key) yield each;
    yield* valuesOf(key, each);
  }
}

describe.each(documents)('the OpenAPI document of %s', (_id, document) => {
  const copy = () => JSON.parse(JSON.stringify(document));

  it('is valid OpenAPI 3.1', async () => {
    await expect(SwaggerParser.validate(copy())).resolves.toMatchObject({
      openapi: '3.1.0',
    });
  });

  it('refers only to components that it has, and has none that nothing refers to', () => {
    const { schemas } = document.components as { schemas: JsonObject };
    const referred = new Set(valuesOf('$ref', document));
    const defined = Object.keys(schemas).map(
      name => `#/components/schemas/${name}`,
    );
    expect([...referred].filter(ref => !defined.includes(String(ref)))).toEqual(
      [],
    );
    expect(defined.filter(ref => !referred.has(ref))).toEqual([]);
  });

  it('gives each operation an id of its own', () => {
    const ids = [...valuesOf('operationId', document)];
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('openApiDocument', () => {
  const contract = (schemas: Record<string, z.ZodType>, answer: z.ZodType) =>
    defineContract({
      pluginId: 'example',
      title: 'Example',
      description: 'For this test.',
      routes: {
        get: {
          method: 'get',
          path: '/things/:id',
          summary: 'A thing',
          callers: ['user'],
          permissions: [],
          status: 200,
          answer,
        },
      },
      schemas,
    });

  it('does not depend on the order of declaration', () => {
    const a = z.object({ a: z.string() });
    const b = z.object({ b: a });
    expect(JSON.stringify(openApiDocument([contract({ a, b }, b)]))).toBe(
      JSON.stringify(openApiDocument([contract({ b, a }, b)])),
    );
  });

  it('refuses two schemas of one name', () => {
    const thing = z.object({});
    expect(() =>
      openApiDocument([contract({ Verdict: thing }, thing)]),
    ).toThrow('Verdict');
  });

  it('refuses a recursive schema without a name', () => {
    const json = z.object({ any: z.json() });
    expect(() => openApiDocument([contract({}, json)])).toThrow('recursive');
  });
});
