import { CollectionFixture } from '../__testUtils__/collectionFixture';
import { Item, ScriptedSource, items } from '../__testUtils__/ScriptedSource';
import { SourceError } from '../source';
import { bothTestDatabases } from '../testing';
import { FreshnessReader } from './FreshnessReader';
import { DefaultSourcesService } from './DefaultSourcesService';

const databases = bothTestDatabases();

describe.each(databases.eachSupportedId())(
  'DefaultSourcesService on %s',
  databaseId => {
    let fixture: CollectionFixture;
    let error: SourceError | undefined;
    let source: ScriptedSource;
    let service: DefaultSourcesService<Item>;

    beforeEach(async () => {
      fixture = await CollectionFixture.create(
        await databases.init(databaseId),
      );
      error = undefined;
      source = new ScriptedSource(async function* script() {
        if (error) throw error;
        yield {
          records: items(1, 2),
          rejected: [{ payload: 'x', reason: 'odd' }],
        };
      });
      service = new DefaultSourcesService({
        pluginId: 'backups',
        sources: [source],
        store: fixture.store,
        sink: fixture.sink,
        clock: fixture.clock.read,
      });
    });

    const scope = async () => (await service.list())[0].scopes[0];

    it('tells the state of every scope', async () => {
      expect(await service.list()).toEqual([
        expect.objectContaining({ id: 'scripted', scopes: [] }),
      ]);
      await fixture.collect(source);
      expect(await service.list()).toEqual([
        {
          id: 'scripted',
          pluginId: 'backups',
          title: 'Scripted source',
          provider: 'test',
          cadence: 'PT5M',
          requiredPermissions: ['items:List'],
          scopes: [
            {
              id: 'scope',
              title: 'Scope scope',
              freshness: {
                sourceId: 'scripted',
                sourceTitle: 'Scripted source',
                scopeId: 'scope',
                scopeTitle: 'Scope scope',
                cadence: 'PT5M',
                lastSuccessAt: '2026-11-20T10:00:00.000Z',
                lastAttemptAt: '2026-11-20T10:00:00.000Z',
                nextRunAt: '2026-11-20T10:05:00.000Z',
                failure: null,
              },
              lastRun: expect.objectContaining({
                outcome: 'succeeded',
                records: 2,
                rejected: 1,
              }),
              circuit: 'closed',
              circuitOpenUntil: null,
              consecutiveFailures: 0,
              budget: null,
              runNow: {
                allowed: false,
                reason: 'was read less than 10 s ago',
                from: '2026-11-20T10:00:10.000Z',
              },
              bound: 2,
              unbound: 0,
              deadLetters: 1,
            },
          ],
        },
      ]);
    });

    it('tells an open circuit, and its probe', async () => {
      error = new SourceError('unauthorized', 'HTTP 401');
      for (let i = 0; i < 5; i++) {
        await fixture.collect(source);
        fixture.clock.advance({ seconds: 30 });
      }
      expect(await scope()).toMatchObject({
        circuit: 'open',
        freshness: { failure: { kind: 'unauthorized' } },
      });
      fixture.clock.advance({ minutes: 1 });
      expect(await scope()).toMatchObject({ circuit: 'half-open' });
    });

    describe('runNow', () => {
      it('makes a scope due at once', async () => {
        await fixture.collect(source);
        fixture.clock.advance({ minutes: 1 });
        await service.runNow('scripted', 'scope');
        const { signal } = new AbortController();
        expect(await fixture.collector(source).collectDue(signal)).toBe(1);
      });

      it.each([
        ['scripted', 'none'],
        ['none', 'scope'],
      ])('does not know %s %s', async (sourceId, scopeId) => {
        await fixture.collect(source);
        await expect(service.runNow(sourceId, scopeId)).rejects.toMatchObject({
          name: 'NotFoundError',
        });
      });

      it('keeps off a scope that was read just now', async () => {
        await fixture.collect(source);
        fixture.clock.advance({ seconds: 9 });
        await expect(service.runNow('scripted', 'scope')).rejects.toThrow(
          'Scope scope was read less than 10 s ago',
        );
      });

      it('keeps off a scope that is being read', async () => {
        await fixture.collector(source).syncScopes();
        await fixture.store.scopes.claim('scripted', {
          now: fixture.clock.read(),
          expiresAt: new Date('2026-11-20T10:02:00.000Z'),
          runId: 'run',
        });
        fixture.clock.advance({ minutes: 1 });
        await expect(service.runNow('scripted', 'scope')).rejects.toThrow(
          'is being read right now',
        );
      });

      it('obeys a provider that asked to be left alone', async () => {
        error = new SourceError('throttled', 'HTTP 429', {
          retryAt: new Date('2026-11-20T12:00:00.000Z'),
        });
        await fixture.collect(source);
        fixture.clock.advance({ minutes: 1 });
        await expect(service.runNow('scripted', 'scope')).rejects.toThrow(
          'waits until 2026-11-20T12:00:00.000Z',
        );
        fixture.clock.advance({ hours: 2 });
        await service.runNow('scripted', 'scope');
      });
    });

    it('tells the budget of calls', async () => {
      source.rateLimit = { capacity: 5, refillPerSecond: 1 };
      await fixture.collect(source);
      expect(await scope()).toMatchObject({
        budget: { toldBy: 'source', limit: 5, remaining: 5 },
      });
    });

    it('names the permission that the credentials lack', async () => {
      error = new SourceError('forbidden', 'HTTP 403', {
        missingPermission: 'items:List',
      });
      await fixture.collect(source);
      const { freshness, lastRun } = await scope();
      const failure = {
        kind: 'forbidden',
        missingPermission: 'items:List',
        message:
          'the credentials lack a permission: HTTP 403; needs items:List',
      };
      expect(freshness.failure).toMatchObject(failure);
      expect(lastRun?.failure).toMatchObject(failure);
    });

    it('pages the runs of a scope, newest first', async () => {
      for (let i = 0; i < 3; i++) {
        await fixture.collect(source);
        fixture.clock.advance({ minutes: 5 });
      }
      const query = { scopeId: 'scope', limit: 2 };
      const first = await service.runs('scripted', query);
      const second = await service.runs('scripted', {
        ...query,
        cursor: first.nextCursor ?? undefined,
      });
      expect(
        [...first.items, ...second.items].map(({ startedAt }) => startedAt),
      ).toEqual([
        '2026-11-20T10:10:00.000Z',
        '2026-11-20T10:05:00.000Z',
        '2026-11-20T10:00:00.000Z',
      ]);
      expect(second.nextCursor).toBeNull();
    });

    it('looks freshness up by source and scope', async () => {
      await fixture.collect(source);
      const reader = new FreshnessReader(fixture.store, [source]);
      const lookup = await reader.lookup();
      expect(lookup.get('scripted', 'scope')).toMatchObject({
        lastSuccessAt: '2026-11-20T10:00:00.000Z',
      });
      expect(lookup.get('scripted', 'none')).toBeUndefined();
      expect(lookup.all()).toHaveLength(1);
      source.scopeIds = [];
      await fixture.collector(source).syncScopes();
      expect((await reader.lookup()).all()).toEqual([]);
    });
  },
);
