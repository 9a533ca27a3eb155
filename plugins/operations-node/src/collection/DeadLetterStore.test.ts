import { TestClock } from '../__testUtils__/TestClock';
import { RejectedRecord } from '../source';
import { bothTestDatabases } from '../testing';
import { CollectionStore, createCollectionStore } from './CollectionStore';
import { deadLetterKey } from './DeadLetterStore';
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

    const add = (rejected: RejectedRecord[], scopeId?: string) =>
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
          arrivedAt: '2026-11-20T10:00:00.000Z',
          reason: 'no size',
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
      const long = (end: string) => `${'x'.repeat(20_000)}${end}`;
      await add([
        { payload: long('1'), reason: 'odd' },
        { payload: long('2'), reason: 'odd' },
      ]);
      const letters = await store.deadLetters.list('s', 10);
      expect(letters).toHaveLength(2);
      expect(letters[0].payload).toMatch(/… \(20001 characters\)$/);
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
