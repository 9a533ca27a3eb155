import {
  FreshnessLookup,
  SourceError,
} from '@opsdeck/backstage-plugin-operations-node';
import {
  DATABASES,
  TestStores,
  createTestStores,
} from '../__testUtils__/databases';
import { buildEntityIndex } from '@opsdeck/backstage-plugin-operations-node';
import { documentsOf, shopEntity, sloYaml } from '../__testUtils__/documents';
import { TestCollection } from '../__testUtils__/slices';
import { DefaultSlosService } from './DefaultSlosService';
import { evaluateStatus } from './evaluateStatus';

const SLICE = 300_000;
const SHOP = shopEntity();

const openStores = createTestStores();

describe.each(DATABASES)('DefaultSlosService on %s', databaseId => {
  let stores: TestStores;
  let world: TestCollection;
  let service: DefaultSlosService;

  beforeEach(async () => {
    stores = await openStores(databaseId);
    world = new TestCollection(stores);
    world.files = documentsOf({ 'slos.yaml': sloYaml() });
    const freshness = (sourceId: string, scopeId: string) => ({
      sourceId,
      sourceTitle: sourceId,
      scopeId,
      scopeTitle: scopeId,
      cadence: 'PT1M',
      lastSuccessAt: world.now.toISOString(),
      lastAttemptAt: world.now.toISOString(),
      nextRunAt: null,
      failure: null,
    });
    service = new DefaultSlosService({
      database: stores,
      freshness: {
        lookup: async () =>
          new FreshnessLookup([
            freshness('slo-documents', 'catalog'),
            freshness('fake', 'main'),
            freshness('fake', 'other'),
          ]),
      },
      clock: () => world.now,
    });
  });

  const readAll = async () => {
    await world.readDocuments();
    await world.readSlices();
  };
  const status = () =>
    evaluateStatus('component:default/shop', {
      service,
      loadIndex: async () => buildEntityIndex([SHOP]),
    });

  it('has no verdict where nothing is declared', async () => {
    await expect(service.getOverview(SHOP)).resolves.toMatchObject({
      verdict: null,
      slos: [],
      problems: [],
    });
    await expect(status()).resolves.toEqual({
      verdict: null,
      headline: 'nothing declared',
      nextChangeAt: undefined,
    });
  });

  it('is unknown where every file is at fault', async () => {
    world.files = documentsOf({ 'slos.yaml': 'kind: [' });
    await world.readDocuments();
    await expect(service.getOverview(SHOP)).resolves.toMatchObject({
      verdict: 'unknown',
      slos: [],
      problems: [{ file: 'slos.yaml', line: 1 }],
    });
    await expect(status()).resolves.toMatchObject({ verdict: 'unknown' });
  });

  it('shows only the sources that feed the tab', async () => {
    await readAll();
    const { sources } = await service.getOverview(SHOP);
    expect(sources.map(({ sourceId, scopeId }) => [sourceId, scopeId])).toEqual(
      [
        ['slo-documents', 'catalog'],
        ['fake', 'main'],
      ],
    );
  });

  it('turns unknown when the figures grow old, and says when that will be', async () => {
    await readAll();
    // Two readings a minute apart, and the two slices that they may be behind.
    const staleAt = new Date(Date.parse('2026-11-20T12:00:00Z') + 12 * 60_000);
    await expect(status()).resolves.toMatchObject({
      verdict: 'met',
      nextChangeAt: staleAt,
    });
    world.now = new Date(staleAt.getTime() + 1);
    await expect(service.getOverview(SHOP)).resolves.toMatchObject({
      verdict: 'unknown',
      slos: [
        {
          assessment: {
            reason: expect.stringMatching(/newest data is 12 min/),
          },
        },
      ],
    });
  });

  it('is unknown where too little is known', async () => {
    world.source.figure = (_member, start) =>
      start >= world.now.getTime() - 3_600_000 ? 100 : undefined;
    await readAll();
    await expect(service.getOverview(SHOP)).resolves.toMatchObject({
      verdict: 'unknown',
      slos: [
        {
          coverage: expect.closeTo(11 / 288, 9),
          history: { knownFrom: '2026-11-20T11:05:00.000Z' },
        },
      ],
    });
  });

  it('says why an objective cannot be measured', async () => {
    world.files = documentsOf({ 'slos.yaml': sloYaml({ type: 'Datadog' }) });
    await readAll();
    await expect(service.getOverview(SHOP)).resolves.toMatchObject({
      verdict: 'unknown',
      headline:
        'Availability is unknown: no source for Datadog metrics is configured',
      slos: [{ freshness: null, history: { readFrom: null } }],
    });
  });

  it('says why a source refuses to measure it', async () => {
    world.source.beforeQuery = () => {
      throw new SourceError('configuration', 'bad_data: odd');
    };
    await readAll();
    await expect(service.getOverview(SHOP)).resolves.toMatchObject({
      slos: [
        {
          assessment: {
            verdict: 'unknown',
            reason: expect.stringContaining('bad_data: odd'),
          },
        },
      ],
    });
  });

  it('puts the worst objective first', async () => {
    world.files = documentsOf({
      'a.yaml': sloYaml({ name: 'a', displayName: 'A' }),
      'b.yaml': sloYaml({ name: 'b', displayName: 'B', target: 0.9999 }),
    });
    await readAll();
    const { slos, verdict } = await service.getOverview(SHOP);
    expect(verdict).toBe('breached');
    expect(slos.map(({ title }) => title)).toEqual(['B', 'A']);
  });

  it('lists each objective of an SLO as a promise of its own', async () => {
    world.files = documentsOf({
      'slos.yaml': `${sloYaml()}    - displayName: strict\n      target: 0.9999\n`,
    });
    await readAll();
    const { slos } = await service.getOverview(SHOP);
    expect(slos.map(({ id, title }) => [id, title])).toEqual([
      ['availability.2', 'Availability · strict'],
      ['availability', 'Availability · of requests'],
    ]);
  });

  it('answers a series whose end is what is left', async () => {
    await readAll();
    const overview = await service.getOverview(SHOP);
    const series = await service.getSeries(SHOP, 'availability', {});
    expect(series).toMatchObject({
      from: '2026-11-19T12:00:00.000Z',
      to: '2026-11-20T12:00:00.000Z',
      stepSeconds: 300,
    });
    expect(series.points).toHaveLength(288);
    expect(series.points.at(-1)?.remaining).toBeCloseTo(
      overview.slos[0].budget?.remaining ?? NaN,
      9,
    );
    const part = await service.getSeries(SHOP, 'availability', {
      window: 'PT1H',
    });
    expect(part.points).toEqual(series.points.slice(-12));
  });

  it('knows no objective of another name', async () => {
    await readAll();
    for (const answer of [
      service.getSeries(SHOP, 'other', {}),
      service.getDefinition(SHOP, 'other'),
    ]) {
      await expect(answer).rejects.toThrow(
        'component:default/shop has no objective "other"',
      );
    }
  });

  it('forgets the status of an entity that has left the catalog', async () => {
    await expect(
      evaluateStatus('component:default/gone', {
        service,
        loadIndex: async () => buildEntityIndex([]),
      }),
    ).resolves.toBeUndefined();
  });

  it('shows the same figures to the tab and in the series after a pause', async () => {
    await readAll();
    world.now = new Date(world.now.getTime() + SLICE);
    const { slos } = await service.getOverview(SHOP);
    // The window ends with what was read, not with the clock.
    expect(slos[0].window.to).toBe('2026-11-20T12:00:00.000Z');
    expect(slos[0].coverage).toBe(1);
  });
});
