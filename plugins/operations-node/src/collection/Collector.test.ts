import { CollectionFixture } from '../__testUtils__/collectionFixture';
import { ScriptedSource, items } from '../__testUtils__/ScriptedSource';
import { SourceError } from '../source';
import { bothTestDatabases } from '../testing';

const databases = bothTestDatabases();
const unavailable = () => new SourceError('unavailable', 'HTTP 503');
const keys = (from: number, to: number) => items(from, to).map(i => i.key);

describe.each(databases.eachSupportedId())('Collector on %s', databaseId => {
  let fixture: CollectionFixture;

  beforeEach(async () => {
    fixture = await CollectionFixture.create(await databases.init(databaseId));
  });

  describe('a whole reading', () => {
    const source = new ScriptedSource(async function* script(context) {
      context.countCall();
      yield { records: items(1, 2), cursor: 'p2' };
      context.countCall();
      yield { records: items(3, 3) };
    });

    it('keeps every record, closes the run, and is due one cadence on', async () => {
      const { row, run } = await fixture.collect(source);
      expect(await fixture.sink.present()).toEqual(keys(1, 3));
      expect(run).toMatchObject({
        outcome: 'succeeded',
        records: 3,
        rejected: 0,
        calls: 2,
        failure: null,
      });
      expect(row).toMatchObject({
        last_success_at: '2026-11-20T10:00:00.000Z',
        next_due_at: '2026-11-20T10:05:00.000Z',
        lease_expires_at: null,
        cursor: null,
        bound: 3,
      });
    });

    it('changes nothing when it is repeated', async () => {
      await fixture.collect(source);
      const before = await fixture.sink.present();
      fixture.clock.advance({ minutes: 5 });
      await fixture.collect(source);
      expect(await fixture.sink.present()).toEqual(before);
    });

    it('begins anew although the last page had a cursor', async () => {
      const careless = new ScriptedSource(async function* script({ cursor }) {
        if (!cursor) yield { records: items(1, 2), cursor: 'end' };
      });
      await fixture.collect(careless);
      fixture.clock.advance({ minutes: 5 });
      await fixture.collect(careless);
      expect(careless.readings.map(({ cursor }) => cursor)).toEqual([
        undefined,
        undefined,
      ]);
      expect(await fixture.sink.present()).toEqual(keys(1, 2));
    });

    it('retires what it does not list any more', async () => {
      const shrinking = new ScriptedSource(async function* script(_, attempt) {
        yield { records: attempt === 1 ? items(1, 3) : items(2, 3) };
      });
      await fixture.collect(shrinking);
      fixture.clock.advance({ minutes: 5 });
      await fixture.collect(shrinking);
      expect(await fixture.sink.present()).toEqual(keys(2, 3));
    });
  });

  describe('an incremental reading', () => {
    it('goes on from its last cursor, also past pages without one', async () => {
      const source = new ScriptedSource(async function* script(_, attempt) {
        yield { records: items(attempt, attempt), cursor: `after-${attempt}` };
        yield { records: [] };
      });
      source.reading = 'incremental';
      for (let i = 0; i < 3; i++) {
        await fixture.collect(source);
        fixture.clock.advance({ minutes: 5 });
      }
      expect(source.readings.map(({ cursor }) => cursor)).toEqual([
        undefined,
        'after-1',
        'after-2',
      ]);
      expect(await fixture.sink.present()).toEqual(keys(1, 3));
      expect(fixture.sink.closings.at(-1)).toMatchObject({
        reading: 'incremental',
        sweepStartedAt: new Date('2026-11-20T10:10:00.000Z'),
      });
    });
  });

  describe('an interrupted reading', () => {
    /** Fails for good after the first page of the first reading. */
    const interrupted = () =>
      new ScriptedSource(async function* script({ cursor }, attempt) {
        if (!cursor) yield { records: items(1, 2), cursor: 'p2' };
        if (attempt <= 3) throw unavailable();
        yield { records: items(3, 4) };
      });

    it('keeps its pages and says that it is partial', async () => {
      const { row, run } = await fixture.collect(interrupted());
      expect(await fixture.sink.present()).toEqual(keys(1, 2));
      expect(run).toMatchObject({
        outcome: 'partial',
        records: 2,
        failure: { kind: 'unavailable' },
      });
      expect(row).toMatchObject({
        cursor: 'p2',
        last_success_at: null,
        consecutive_failures: 1,
        failure_message: 'the provider reports a fault of its own: HTTP 503',
      });
      expect(fixture.sink.closings).toEqual([]);
    });

    it('goes on at the cursor and completes the same sweep', async () => {
      const source = interrupted();
      await fixture.collect(source);
      fixture.clock.advance({ minutes: 5 });
      const { row, run } = await fixture.collect(source);
      expect(source.readings.at(-1)?.cursor).toBe('p2');
      expect(run).toMatchObject({ outcome: 'succeeded', records: 2 });
      expect(await fixture.sink.present()).toEqual(keys(1, 4));
      expect((await fixture.sink.rows()).map(({ writes }) => writes)).toEqual([
        1, 1, 1, 1,
      ]);
      // The first page is as old as the beginning of the sweep.
      expect(row).toMatchObject({
        last_success_at: '2026-11-20T10:00:00.000Z',
        failure_kind: null,
      });
    });

    it('tries again within the run, from where it was', async () => {
      const source = new ScriptedSource(async function* script(
        { cursor },
        attempt,
      ) {
        if (!cursor) yield { records: items(1, 2), cursor: 'p2' };
        if (attempt === 1) throw unavailable();
        yield { records: items(3, 3) };
      });
      const { run } = await fixture.collect(source);
      expect(source.readings.map(({ cursor }) => cursor)).toEqual([
        undefined,
        'p2',
      ]);
      expect(run).toMatchObject({ outcome: 'succeeded', records: 3 });
    });

    it('does not count twice what it must read twice', async () => {
      const source = new ScriptedSource(async function* script(_, attempt) {
        yield { records: items(1, 2) };
        if (attempt === 1) throw unavailable();
        yield { records: items(3, 3) };
      });
      expect((await fixture.collect(source)).run).toMatchObject({
        outcome: 'succeeded',
        records: 3,
      });
    });

    it('counts tries anew whenever it gets on', async () => {
      const source = new ScriptedSource(async function* script({ cursor }) {
        const page = Number(cursor ?? 0) + 1;
        yield { records: items(page, page), cursor: String(page) };
        if (page < 8) throw unavailable();
      });
      const { run } = await fixture.collect(source);
      expect(run).toMatchObject({ outcome: 'succeeded', records: 8 });
    });

    it('drops a cursor that only leads to failures', async () => {
      const source = new ScriptedSource(async function* script({ cursor }) {
        if (cursor) throw new SourceError('configuration', 'HTTP 400');
        yield { records: items(1, 2), cursor: 'expired' };
        throw new SourceError('internal', 'died');
      });
      const cursors: (string | null)[] = [];
      for (let i = 0; i < 3; i++) {
        cursors.push((await fixture.collect(source)).row.cursor);
        fixture.clock.advance({ minutes: 20 });
      }
      expect(cursors).toEqual(['expired', 'expired', null]);
    });

    it('keeps a cursor that gets on, however often the reading fails after it', async () => {
      const source = new ScriptedSource(async function* script({ cursor }) {
        const page = Number(cursor ?? 0) + 1;
        yield { records: items(page, page), cursor: String(page) };
        throw new SourceError('configuration', 'HTTP 400');
      });
      for (let i = 0; i < 4; i++) {
        await fixture.collect(source);
        fixture.clock.advance({ minutes: 20 });
      }
      expect((await fixture.state(source)).row.cursor).toBe('4');
    });

    it('keeps the cursor while the credentials are refused', async () => {
      const source = new ScriptedSource(async function* script({ cursor }) {
        if (!cursor) yield { records: items(1, 2), cursor: 'p2' };
        throw new SourceError('unauthorized', 'HTTP 401');
      });
      for (let i = 0; i < 5; i++) {
        await fixture.collect(source);
        fixture.clock.advance({ minutes: 20 });
      }
      expect((await fixture.state(source)).row).toMatchObject({
        cursor: 'p2',
        consecutive_failures: 5,
      });
    });
  });

  describe('records that cannot be processed', () => {
    const odd = { key: 'odd', value: Number.NaN };

    it('go to the dead letters, the others do not', async () => {
      const source = new ScriptedSource(async function* script() {
        yield {
          records: [...items(1, 2), odd],
          rejected: [{ payload: { id: 7 }, reason: 'no key' }],
        };
      });
      const { run } = await fixture.collect(source);
      expect(run).toMatchObject({
        outcome: 'succeeded',
        records: 2,
        rejected: 2,
      });
      const letters = await fixture.store.deadLetters.list(source.id, 10);
      expect(letters.map(({ reason }) => reason).sort()).toEqual([
        'no key',
        expect.stringContaining('the record does not fit the contract'),
      ]);
    });

    it('prove no absence: nothing is retired then', async () => {
      const source = new ScriptedSource(async function* script(_, attempt) {
        yield {
          records:
            attempt === 2
              ? [...items(1, 1), odd]
              : items(1, attempt === 1 ? 2 : 1),
        };
      });
      await fixture.collect(source);
      fixture.clock.advance({ minutes: 5 });
      await fixture.collect(source);
      expect(fixture.sink.closings.at(-1)?.reading).toBe('incremental');
      expect(await fixture.sink.present()).toEqual(keys(1, 2));
      fixture.clock.advance({ minutes: 5 });
      await fixture.collect(source);
      expect(await fixture.sink.present()).toEqual(keys(1, 1));
    });

    it('make a failure when there is nothing else: old figures are not fresh', async () => {
      const source = new ScriptedSource(async function* script(_, attempt) {
        yield { records: attempt === 1 ? items(1, 2) : [odd, odd] };
      });
      await fixture.collect(source);
      fixture.clock.advance({ minutes: 5 });
      const { row, run } = await fixture.collect(source);
      expect(run).toMatchObject({
        outcome: 'failed',
        rejected: 2,
        failure: { kind: 'malformed' },
      });
      expect(row.last_success_at).toBe('2026-11-20T10:00:00.000Z');
      expect(await fixture.sink.present()).toEqual(keys(1, 2));
    });

    it('include those that the sink alone refuses', async () => {
      fixture.sink.beforeApply = records => {
        if (records.some(({ value }) => value === 2)) {
          throw new Error('insert into `items` ... - value too long');
        }
      };
      const source = new ScriptedSource(async function* script() {
        yield { records: items(1, 3) };
      });
      const { run } = await fixture.collect(source);
      expect(await fixture.sink.present()).toEqual(['item-1', 'item-3']);
      expect(run).toMatchObject({
        outcome: 'succeeded',
        records: 2,
        rejected: 1,
      });
      const [letter] = await fixture.store.deadLetters.list(source.id, 10);
      expect(letter).toMatchObject({
        reason: 'the record could not be stored: value too long',
        payload: expect.stringContaining('item-2'),
      });
    });

    it('are not blamed when the sink refuses them all', async () => {
      fixture.sink.beforeApply = () => {
        throw new Error('insert into `items` (secret stuff) - disk full');
      };
      const source = new ScriptedSource(async function* script() {
        yield { records: items(1, 3) };
      });
      const { row, run } = await fixture.collect(source);
      expect(run).toMatchObject({ outcome: 'failed', rejected: 0 });
      expect(row.failure_message).toBe(
        'our own code failed: the records could not be stored; the log of the backend has the details',
      );
      expect(await fixture.store.deadLetters.list(source.id, 10)).toEqual([]);
      expect(fixture.logger.error).toHaveBeenCalledWith(
        expect.any(String),
        expect.objectContaining({
          message: expect.stringContaining('disk full'),
        }),
      );
    });
  });

  it('reads all due scopes of the source, each once', async () => {
    const source = new ScriptedSource(async function* script() {
      yield { records: items(1, 1) };
    });
    source.scopeIds = ['scope', 'b', 'c'];
    const collector = fixture.collector(source);
    await collector.syncScopes();
    const { signal } = new AbortController();
    const turns = await Promise.all([
      collector.collectDue(signal),
      fixture.collector(source).collectDue(signal),
    ]);
    expect(turns[0] + turns[1]).toBe(3);
    expect(source.readings).toHaveLength(3);
  });

  it('begins no scope after its turn', async () => {
    const source = new ScriptedSource(async function* script() {
      fixture.clock.advance({ seconds: 20 });
      yield { records: [] };
    });
    source.scopeIds = ['scope', 'b', 'c', 'd'];
    const collector = fixture.collector(source);
    await collector.syncScopes();
    const { signal } = new AbortController();
    expect(await collector.collectDue(signal, 30_000)).toBe(2);
  });
});
