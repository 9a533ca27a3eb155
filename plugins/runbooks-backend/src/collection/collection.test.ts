import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import {
  Collector,
  EntityDocuments,
  buildEntityIndex,
} from '@opsdeck/backstage-plugin-operations-node';
import {
  CHECK_CONTRACTS,
  CheckMatch,
} from '@opsdeck/backstage-plugin-runbooks-common';
import {
  DATABASES,
  TestStores,
  createTestStores,
} from '../__testUtils__/databases';
import { DAILY, RESTORE, SHOP, serviceEntity } from '../__testUtils__/runbooks';
import { RunbookDocumentSource } from './RunbookDocumentSource';
import { RunbookSink } from './RunbookSink';

const openStores = createTestStores();

describe.each(DATABASES)('the reading of runbooks on %s', databaseId => {
  let stores: TestStores;
  let entities: Entity[];
  let answer: EntityDocuments;
  let checkMatches: CheckMatch[];
  beforeEach(async () => {
    stores = await openStores(databaseId);
    entities = [serviceEntity('/shop')];
    checkMatches = [];
    answer = {
      documents: [
        { path: 'a.md', content: Buffer.from(DAILY) },
        { path: 'b.md', content: Buffer.from(RESTORE), url: 'https://x/b.md' },
      ],
      problems: [],
    };
  });

  const collect = async () => {
    const source = new RunbookDocumentSource({
      reader: { read: async () => answer },
      loadIndex: async () => buildEntityIndex(entities),
      cadence: 'PT5M',
      checks: CHECK_CONTRACTS,
      checkMatches,
    });
    const collector = new Collector({
      source,
      sink: new RunbookSink({
        documents: stores.documents,
        statuses: stores.collection.statuses,
      }),
      store: stores.collection,
      logger: mockServices.logger.mock(),
    });
    const signal = new AbortController().signal;
    await collector.syncScopes(signal);
    await stores.knex('source_scopes').update({
      next_due_at: new Date().toISOString(),
    });
    await collector.collectDue(signal);
    const [scope] = await stores.collection.scopes.list([source.id]);
    return scope;
  };
  const titles = async () =>
    (await stores.documents.listChecklists(SHOP)).map(each => each.title);
  const due = () =>
    stores.collection.statuses.due(new Date(Date.now() + 1_000), 10);

  it('turns documents into checklists and makes the entity due', async () => {
    await expect(collect()).resolves.toMatchObject({
      bound: 1,
      unbound: 0,
      failure_kind: null,
    });
    await expect(titles()).resolves.toEqual(['Daily checks', 'Restore']);
    await expect(due()).resolves.toEqual([SHOP]);
  });

  it('forgets an entity that points at no documents any more', async () => {
    await collect();
    entities = [];
    await expect(collect()).resolves.toMatchObject({ bound: 0 });
    await expect(titles()).resolves.toEqual([]);
  });

  it('keeps what the policy lint finds, and the last of it when a document breaks', async () => {
    const latest = '# Steps\n\n```sh\ndocker run a:latest\n```\n';
    const accepted =
      '<!-- opsdeck-lint-disable-file L13 until=2999-01-01 reason="x" -->\n';
    answer.documents = [
      { path: 'a.md', content: Buffer.from(latest) },
      { path: 'b.md', content: Buffer.from(accepted + latest) },
    ];
    await collect();
    const finding = { rule: 'L13', severity: 'warning' };
    const found = async () =>
      (await stores.documents.listDocuments(SHOP)).map(({ lint }) => lint);
    const expected = [
      [{ ...finding, line: 4, suppressed: null }],
      [
        {
          ...finding,
          line: 5,
          suppressed: { reason: 'x', until: '2999-01-01' },
        },
      ],
    ];
    await expect(found()).resolves.toMatchObject(expected);
    answer.documents = [
      answer.documents[0],
      { path: 'b.md', content: Buffer.alloc(100, 1) },
    ];
    await collect();
    await expect(found()).resolves.toMatchObject(expected);
  });

  it('compares the runbooks with what the catalog declares', async () => {
    entities = [
      {
        ...entities[0],
        relations: [
          { type: 'dependsOn', targetRef: 'resource:default/shop-db' },
        ],
      },
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Resource',
        metadata: {
          name: 'shop-db',
          annotations: { 'opsdeck.io/rpo': 'PT15M' },
        },
        spec: { type: 'database' },
      },
    ];
    answer.documents = [
      {
        path: 'a.md',
        content: Buffer.from('# R\n\nThe database is dumped every hour.\n'),
      },
    ];
    await collect();
    await expect(stores.documents.listDocuments(SHOP)).resolves.toMatchObject([
      { lint: [{ rule: 'L1', line: 3 }] },
    ]);
  });

  it('keeps what it has when a document cannot be read', async () => {
    await collect();
    answer = {
      documents: answer.documents.slice(0, 1),
      problems: [{ path: 'b.md', message: 'The host is away.' }],
    };
    await expect(collect()).resolves.toMatchObject({ bound: 1 });
    await expect(titles()).resolves.toEqual(['Daily checks', 'Restore']);
  });

  it('names line and check of what a runbook asks wrongly', async () => {
    answer.documents[0].content = Buffer.from(
      '# Daily\n\n- [ ] a <!-- check: no.such -->\n- [ ] b <!-- check: slo.latency -->\n',
    );
    await collect();
    await expect(stores.documents.listDocuments(SHOP)).resolves.toMatchObject([
      {
        path: 'a.md',
        problems: [
          {
            message: expect.stringContaining('no live check "no.such"'),
            line: 3,
          },
          { message: expect.stringContaining('"slo" is missing'), line: 4 },
        ],
      },
      { path: 'b.md', problems: [] },
    ]);
  });

  it('gives a step the check that a configured rule finds by its text', async () => {
    checkMatches = [
      {
        text: 'find the *',
        except: [],
        kinds: [],
        check: 'backup.completed',
        parameters: { resource: 'shop-db' },
      },
    ];
    await collect();
    const [, restore] = await stores.documents.listChecklists(SHOP);
    expect(restore.definition.steps.map(step => step.check)).toEqual([
      {
        name: 'backup.completed',
        parameters: { resource: 'shop-db' },
        line: 5,
      },
      null,
    ]);
  });
});
