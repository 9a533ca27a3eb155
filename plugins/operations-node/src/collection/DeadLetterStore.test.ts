import { TestClock } from '../__testUtils__/TestClock';
import { bothTestDatabases } from '../testing';
import { CollectionStore, createCollectionStore } from './CollectionStore';
import { DeadRecord, deadLetterKey } from './DeadLetterStore';
import { Lease } from './ScopeStore';

const lease = (scopeId = 'a'): Lease => ({
  sourceId: 's',
  scope: { id: scopeId, title: scopeId, attributes: {} },
  number: 1,
  runId: 'run',
  sweepStartedAt: new Date(),
  consecutiveFailures: 0,
});

const databases = bothTestDatabases();

describe.each(databases.eachSupportedId())(
  'DeadLetterStore on %s',
  databaseId => {
    let clock: TestClock;
    let store: CollectionStore;

    beforeEach(async () => {
      const knex = await databases.init(databaseId);
      clock = new TestClock();
      store = await createCollectionStore({ getClient: async () => knex });
    });

    const add = (rejected: DeadRecord[], scopeId?: string) =>
      store.knex.transaction(async trx =>
        store.deadLetters.add(trx, lease(scopeId), rejected, clock.read()),
      );

    const anySince = (since: string) =>
      store.knex.transaction(async trx =>
        store.deadLetters.anySince(trx, lease(), new Date(since)),
      );

    it('keeps a record with its reason', async () => {
      await add([{ payload: { id: 'x' }, reason: 'no size' }]);
      expect(await store.deadLetters.list('s', 10)).toEqual([
        {
          id: expect.any(String),
          sourceId: 's',
          scopeId: 'a',
          state: 'waiting',
          refusedBy: 'source',
          arrivedAt: '2026-11-20T10:00:00.000Z',
          firstArrivedAt: '2026-11-20T10:00:00.000Z',
          times: 1,
          reason: 'no size',
          notReplayable: null,
          replays: 0,
          lastReplayAt: null,
          excerpt: '{\n  "id": "x"\n}',
          payload: '{\n  "id": "x"\n}',
        },
      ]);
    });

    it('moves the date when the same payload comes again, and counts', async () => {
      await add([{ payload: { id: 'x' }, reason: 'no size' }]);
      clock.advance({ minutes: 5 });
      await add([
        { payload: { id: 'x' }, reason: 'no size yet' },
        { payload: { id: 'x' }, reason: 'no size yet' },
        { payload: { id: 'y' }, reason: 'no size' },
      ]);
      await add([{ payload: { id: 'x' }, reason: 'no size' }], 'b');
      const rows = await store.knex('dead_letters').orderBy('times', 'desc');
      expect(rows).toHaveLength(3);
      expect(rows[0]).toMatchObject({
        scope_id: 'a',
        times: 3,
        reason: 'no size yet',
        arrived_at: '2026-11-20T10:00:00.000Z',
        last_arrived_at: '2026-11-20T10:05:00.000Z',
      });
      expect(await store.deadLetters.counts()).toEqual(
        new Map([
          [deadLetterKey('s', 'a'), 2],
          [deadLetterKey('s', 'b'), 1],
        ]),
      );
    });

    it('tells long payloads apart that begin alike, and cuts them', async () => {
      const long = (end: string) => `${'x'.repeat(300_000)}${end}`;
      await add([
        { payload: long('1'), reason: 'odd' },
        { payload: long('2'), reason: 'odd' },
      ]);
      const letters = await store.deadLetters.list('s', 10);
      expect(letters).toHaveLength(2);
      expect(letters[0].payload).toMatch(/… \(300001 characters\)$/);
      expect(letters[0].notReplayable).toContain('300001 characters');
    });

    it('keeps no secret, neither in the payload nor in the reason', async () => {
      await add([
        {
          payload: 'password=pl4nted-s3cret\0 and a NUL',
          reason: 'asked with Bearer pl4nted-s3cret\0',
        },
      ]);
      const text = JSON.stringify(await store.deadLetters.list('s', 10));
      expect(text).not.toContain('pl4nted');
    });

    it.each<[string, unknown, boolean]>([
      ['a record', { id: 'x', size: 1, tags: ['a', null] }, true],
      ['a record with something absent', { id: 'x', size: undefined }, true],
      ['a text', 'half a docu', true],
      ['a JSON text, whatever its spaces', '{"id":   "x"}', true],
      ['a record with a secret', { id: 'x', token: 'pl4nted' }, false],
      ['a text with a secret', 'password=pl4nted', false],
      ['a date', { at: new Date(0) }, false],
      ['what is no number', { size: Number.NaN }, false],
      ['a function', { size: () => 1 }, false],
    ])('says whether %s can be replayed', async (_what, payload, can) => {
      await add([{ payload, reason: 'odd' }]);
      const [letter] = await store.deadLetters.list('s', 10);
      expect(letter.notReplayable === null).toBe(can);
    });

    it('waits again when the payload comes again, whatever became of it', async () => {
      await add([{ payload: 'x', reason: 'odd' }]);
      for (const state of ['replayed', 'archived']) {
        await store.knex('dead_letters').update({ state });
        await add([{ payload: 'x', reason: 'odd', refusedBy: 'store' }]);
        const [letter] = await store.deadLetters.list('s', 10);
        expect(letter).toMatchObject({ state: 'waiting', refusedBy: 'store' });
      }
    });

    it('pages by arrival, newest first, and filters', async () => {
      for (let i = 0; i < 5; i++) {
        await add([{ payload: `n${i}`, reason: 'odd' }], i === 3 ? 'b' : 'a');
        if (i !== 1) clock.advance({ minutes: 1 });
      }
      const pages: string[][] = [];
      let cursor: string | undefined;
      do {
        const page = await store.deadLetters.page(
          { sourceId: 's' },
          { limit: 2, cursor },
        );
        pages.push(page.items.map(({ excerpt }) => excerpt));
        cursor = page.nextCursor ?? undefined;
      } while (cursor);
      expect(pages.map(page => page.length)).toEqual([2, 2, 1]);
      expect(pages[0]).toEqual(['n4', 'n3']);
      expect([...pages[1]].sort()).toEqual(['n1', 'n2']);
      const ofB = await store.deadLetters.page(
        { sourceId: 's', scopeId: 'b' },
        { limit: 9 },
      );
      expect(ofB.items).toHaveLength(1);
      await expect(
        store.deadLetters.page({ sourceId: 's' }, { limit: 2, cursor: 'x' }),
      ).rejects.toThrow('The cursor is not one that this API gave out');
      expect(await store.deadLetters.countByState({ sourceId: 's' })).toEqual({
        waiting: 5,
        replayed: 0,
        archived: 0,
      });
    });

    it('knows whether anything was rejected since an instant', async () => {
      await add([{ payload: 'x', reason: 'odd' }], 'b');
      expect(await anySince('2026-11-20T09:00:00.000Z')).toBe(false);
      await add([{ payload: 'x', reason: 'odd' }]);
      expect(await anySince('2026-11-20T10:00:00.000Z')).toBe(true);
      expect(await anySince('2026-11-20T10:00:00.001Z')).toBe(false);
    });

    it('prunes what has not come again for long, in chunks', async () => {
      await add(['a', 'b', 'c'].map(payload => ({ payload, reason: 'odd' })));
      clock.advance({ hours: 24 });
      await add([{ payload: 'b', reason: 'odd' }]);
      const before = new Date('2026-11-21T00:00:00.000Z');
      expect(await store.deadLetters.prune(before, 1)).toBe(1);
      expect(await store.deadLetters.prune(before, 5)).toBe(1);
      const [left] = await store.deadLetters.list('s', 10);
      expect(left.payload).toBe('b');
    });
  },
);
