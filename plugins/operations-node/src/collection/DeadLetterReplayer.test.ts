import { CollectionFixture } from '../__testUtils__/collectionFixture';
import { Item, ScriptedSource, items } from '../__testUtils__/ScriptedSource';
import { bothTestDatabases } from '../testing';
import { DefaultSourcesService } from './DefaultSourcesService';

const databases = bothTestDatabases();

describe.each(databases.eachSupportedId())(
  'replaying dead letters on %s',
  databaseId => {
    let fixture: CollectionFixture;
    let source: ScriptedSource;
    let service: DefaultSourcesService<Item>;
    /** Keys that the sink refuses. */
    let refused: Set<string>;

    beforeEach(async () => {
      fixture = await CollectionFixture.create(
        await databases.init(databaseId),
      );
      refused = new Set(['item-2', 'item-3']);
      fixture.sink.beforeApply = records => {
        const bad = records.find(({ key }) => refused.has(key));
        if (bad) throw new Error(`no room for ${bad.key}`);
      };
      source = new ScriptedSource(async function* script() {
        yield { records: items(1, 3) };
      });
      service = new DefaultSourcesService({
        pluginId: 'backups',
        sources: [source],
        store: fixture.store,
        sink: fixture.sink,
        clock: fixture.clock.read,
      });
      await fixture.collect(source);
      fixture.clock.advance({ minutes: 1 });
    });

    const letters = () => fixture.store.deadLetters.list('scripted', 10);
    const letterOf = async (key: string) => {
      const found = (await letters()).find(({ payload }) =>
        payload.includes(key),
      );
      if (!found) throw new Error(`No letter with ${key}`);
      return found;
    };
    const scopeRow = async () => (await fixture.state(source)).row;

    it('stores the record by the same sink, and has the scope read again', async () => {
      expect(await fixture.sink.present()).toEqual(['item-1']);
      refused.delete('item-2');
      const { id } = await letterOf('item-2');
      expect(await service.replay('scripted', id)).toEqual({
        id,
        outcome: 'replayed',
        reason: null,
      });
      expect(await fixture.sink.present()).toEqual(['item-1', 'item-2']);
      expect(await letterOf('item-2')).toMatchObject({
        state: 'replayed',
        replays: 1,
        lastReplayAt: '2026-11-20T10:01:00.000Z',
      });
      expect(await scopeRow()).toMatchObject({
        lease_expires_at: null,
        next_due_at: '2026-11-20T10:01:00.000Z',
      });
    });

    it('a second replay of the same letter changes nothing', async () => {
      refused.clear();
      const { id } = await letterOf('item-2');
      await service.replay('scripted', id);
      const before = await fixture.sink.rows();
      expect(await service.replay('scripted', id)).toMatchObject({
        outcome: 'replayed',
      });
      expect(await fixture.sink.rows()).toEqual(before);
    });

    it('keeps what is refused again, with the new reason, and leaves the due date', async () => {
      fixture.sink.beforeApply = () => {
        throw new Error('the disk is full');
      };
      const { id } = await letterOf('item-2');
      const result = await service.replay('scripted', id);
      expect(result).toMatchObject({
        outcome: 'kept',
        reason: expect.stringContaining('the disk is full'),
      });
      expect(await letterOf('item-2')).toMatchObject({
        state: 'waiting',
        reason: result.reason,
        replays: 1,
      });
      expect(await scopeRow()).toMatchObject({
        lease_expires_at: null,
        next_due_at: '2026-11-20T10:05:00.000Z',
      });
      expect(await fixture.sink.present()).toEqual(['item-1']);
    });

    it('replays all: one that is refused holds up no other', async () => {
      refused.delete('item-3');
      const { results, remaining } = await service.replayAll('scripted', {});
      expect(results.map(({ outcome }) => outcome).sort()).toEqual([
        'kept',
        'replayed',
      ]);
      expect(remaining).toBe(0);
      expect(await fixture.sink.present()).toEqual(['item-1', 'item-3']);
      const { counts } = await service.deadLetters('scripted', { limit: 10 });
      expect(counts).toEqual({ waiting: 1, replayed: 1, archived: 0 });
    });

    it('replays those of one scope only', async () => {
      const { results } = await service.replayAll('scripted', {
        scopeId: 'other',
      });
      expect(results).toEqual([]);
    });

    it('keeps off a scope that is being read', async () => {
      await fixture.store.scopes.makeDue('scripted', 'scope', new Date(0));
      await fixture.store.scopes.claim('scripted', {
        now: fixture.clock.read(),
        expiresAt: new Date('2026-11-20T10:03:00.000Z'),
        runId: 'run',
      });
      refused.clear();
      const { results } = await service.replayAll('scripted', {});
      expect(results.map(({ outcome }) => outcome)).toEqual([
        'skipped',
        'skipped',
      ]);
      expect(await fixture.sink.present()).toEqual(['item-1']);
    });

    it('is refused when a reading overtook it, and changes nothing then', async () => {
      refused.clear();
      fixture.sink.beforeApply = () => {
        fixture.clock.advance({ minutes: 2 });
      };
      const open = fixture.sink.open.bind(fixture.sink);
      fixture.sink.open = async () => {
        // The replay is paused beyond its lease, and a collector takes over.
        fixture.clock.advance({ hours: 1 });
        await fixture.store.scopes.claim('scripted', {
          now: fixture.clock.read(),
          expiresAt: new Date('2026-11-20T12:00:00.000Z'),
          runId: 'run',
        });
        return open();
      };
      const { results } = await service.replayAll('scripted', {});
      expect(results.map(({ outcome }) => outcome)).toEqual([
        'skipped',
        'skipped',
      ]);
      expect(await fixture.sink.present()).toEqual(['item-1']);
      expect((await letters()).map(({ state }) => state)).toEqual([
        'waiting',
        'waiting',
      ]);
    });

    it('does not read a throttled scope before its time', async () => {
      await fixture.knex('source_scopes').update({
        failure_kind: 'throttled',
        next_due_at: '2026-11-20T12:00:00.000Z',
      });
      refused.clear();
      await service.replayAll('scripted', {});
      expect(await scopeRow()).toMatchObject({
        next_due_at: '2026-11-20T12:00:00.000Z',
      });
    });

    it('says that the scope is gone', async () => {
      source.scopeIds = [];
      await fixture.collector(source).syncScopes();
      const { results } = await service.replayAll('scripted', {});
      expect(results[0]).toMatchObject({
        outcome: 'skipped',
        reason: 'its scope is not configured any more',
      });
    });

    describe('what the source rejected itself', () => {
      beforeEach(async () => {
        await fixture.knex('dead_letters').delete();
        await fixture.collect(
          new ScriptedSource(async function* script() {
            yield {
              records: items(1, 1),
              rejected: [{ payload: { raw: 9 }, reason: 'no key' }],
            };
          }),
        );
        fixture.clock.advance({ minutes: 1 });
      });

      it('cannot be replayed without a second reading of it', async () => {
        const [{ id }] = await letters();
        expect(await service.deadLetter('scripted', id)).toMatchObject({
          notReplayable: expect.stringContaining('read the scope again'),
        });
        expect(await service.replay('scripted', id)).toMatchObject({
          outcome: 'skipped',
        });
        expect(await service.replayAll('scripted', {})).toEqual({
          results: [],
          remaining: 0,
        });
      });

      it('is stored when the source has learnt to read it', async () => {
        source.normalise = payload => [
          { key: 'raw-9', value: Reflect.get(payload as object, 'raw') },
        ];
        const { results } = await service.replayAll('scripted', {});
        expect(results).toMatchObject([{ outcome: 'replayed' }]);
        expect(await fixture.sink.present()).toContain('raw-9');
      });

      it('is kept with what is still wrong with it', async () => {
        source.normalise = () => {
          throw new Error('still no key');
        };
        const { results } = await service.replayAll('scripted', {});
        expect(results).toMatchObject([
          { outcome: 'kept', reason: 'still no key' },
        ]);
        source.normalise = () => [{ key: 'x', value: Number.NaN }];
        const again = await service.replayAll('scripted', {});
        expect(again.results).toMatchObject([
          {
            outcome: 'kept',
            reason: expect.stringContaining('does not fit the contract'),
          },
        ]);
      });
    });
  },
);
