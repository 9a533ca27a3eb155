import { CollectionFixture } from '../__testUtils__/collectionFixture';
import { ScriptedSource, items } from '../__testUtils__/ScriptedSource';
import { SourceError } from '../source';
import { bothTestDatabases, openConnections } from '../testing';

const databases = bothTestDatabases();
const { signal } = new AbortController();

describe.each(databases.eachSupportedId())('limits on %s', databaseId => {
  let fixture: CollectionFixture;

  beforeEach(async () => {
    const knex = await databases.init(databaseId);
    fixture = await CollectionFixture.create(knex);
    await openConnections(knex);
  });

  /** As many processes as given, all at once. */
  const replicas = async (count: number, source: ScriptedSource) => {
    const all: CollectionFixture[] = [];
    for (let i = 0; i < count; i++) all.push(await fixture.restart());
    await Promise.all(all.map(one => one.collector(source).collectDue(signal)));
  };

  it.each([1, 3])(
    'no more than %d scopes are read at once, by any number of replicas',
    async concurrency => {
      let now = 0;
      let most = 0;
      const source = new ScriptedSource(async function* script() {
        most = Math.max(most, ++now);
        await new Promise(resolve => {
          setTimeout(resolve, 20);
        });
        now--;
        yield { records: [] };
      });
      source.concurrency = concurrency;
      source.scopeIds = Array.from({ length: 12 }, (_, i) => `s${i}`);
      await fixture.collector(source).syncScopes();
      // A collector that finds the limit reached comes again with its next turn.
      while (source.readings.length < 12) await replicas(6, source);
      expect(source.readings).toHaveLength(12);
      expect(most).toBeLessThanOrEqual(concurrency);
      expect(most).toBeGreaterThan(0);
    },
    60_000,
  );

  it('a half-open circuit is probed by one replica, with one try', async () => {
    let down = true;
    const source = new ScriptedSource(async function* script() {
      if (down) throw new SourceError('unavailable', 'HTTP 503');
      yield { records: items(1, 1) };
    });
    source.cadence = 'PT1M';
    for (let i = 0; i < 5; i++) {
      await fixture.collect(source);
      fixture.clock.advance({ minutes: 5 });
    }
    const tries = () => source.readings.length;
    const before = tries();
    await replicas(8, source);
    expect(tries() - before).toBe(1);
    const { row } = await fixture.state(source);
    expect(row.circuit_open_until).toBe('2026-11-20T10:27:00.000Z');
    // Open again: nobody asks before the pause is over.
    fixture.clock.advance({ seconds: 119 });
    await replicas(8, source);
    expect(tries() - before).toBe(1);
    down = false;
    fixture.clock.advance({ seconds: 1 });
    await replicas(8, source);
    expect(tries() - before).toBe(2);
    expect((await fixture.state(source)).row).toMatchObject({
      circuit_open_until: null,
      consecutive_failures: 0,
    });
  });

  it('who names the time to come again opens no circuit', async () => {
    const source = new ScriptedSource(async function* script({ now }) {
      yield* [];
      throw new SourceError('throttled', 'HTTP 429', {
        retryAt: new Date(now.getTime() + 3_600_000),
      });
    });
    for (let i = 0; i < 6; i++) {
      await fixture.collect(source);
      fixture.clock.advance({ hours: 1 });
    }
    expect((await fixture.state(source)).row).toMatchObject({
      consecutive_failures: 0,
      circuit_open_until: null,
      failure_kind: 'throttled',
    });
  });

  describe('the budget of calls', () => {
    const spender = (calls: number) => {
      const source = new ScriptedSource(async function* script(context) {
        for (let i = 0; i < calls; i++) await context.countCall();
        yield { records: items(1, 1) };
      });
      source.rateLimit = { capacity: 3, refillPerSecond: 0.001 };
      return source;
    };

    it('is kept in the database: another replica finds it spent', async () => {
      const source = spender(3);
      const { run } = await fixture.collect(source);
      expect(run).toMatchObject({ outcome: 'succeeded', calls: 3 });
      fixture.clock.advance({ minutes: 5 });
      const next = await fixture.restart();
      const { row, run: second } = await next.collect(source);
      expect(second).toMatchObject({
        outcome: 'failed',
        calls: 0,
        failure: { kind: 'throttled' },
      });
      // Three hundred seconds bring 0.3 of a call; the rest takes 700 more.
      expect(row.next_due_at).toBe('2026-11-20T10:16:40.000Z');
      expect(row.consecutive_failures).toBe(0);
    });

    it('makes a call wait that will be paid for within the run', async () => {
      const source = spender(4);
      source.rateLimit = { capacity: 3, refillPerSecond: 50 };
      const { run } = await fixture.collect(source);
      expect(run).toMatchObject({ outcome: 'succeeded', calls: 4 });
    });

    it('does not end the process when a source does not wait', async () => {
      const source = new ScriptedSource(async function* script(context) {
        for (let i = 0; i < 5; i++) context.countCall();
        yield { records: items(1, 1) };
      });
      source.rateLimit = { capacity: 1, refillPerSecond: 0.001 };
      const { run } = await fixture.collect(source);
      expect(run).toMatchObject({ outcome: 'succeeded', calls: 1 });
    });

    it('is what the provider says, until it is renewed', async () => {
      const source = new ScriptedSource(async function* script(context) {
        await context.countCall();
        await context.noteBudget?.({
          limit: 60,
          remaining: 0,
          resetsAt: new Date('2026-11-20T11:00:00.000Z'),
        });
        yield { records: items(1, 1) };
      });
      expect((await fixture.collect(source)).run.outcome).toBe('succeeded');
      fixture.clock.advance({ minutes: 5 });
      const { row, run } = await fixture.collect(source);
      expect(run).toMatchObject({ outcome: 'failed', calls: 0 });
      expect(row.next_due_at).toBe('2026-11-20T11:00:00.000Z');
      fixture.clock.advance({ minutes: 55 });
      expect((await fixture.collect(source)).run.outcome).toBe('succeeded');
    });

    it('is one for all scopes of the same credentials, over all replicas', async () => {
      const source = spender(2);
      source.scopeIds = ['a', 'b', 'c', 'd'];
      source.budgetKey = () => 'example/0123456789abcdef';
      await fixture.collector(source).syncScopes();
      const pair = [fixture, await fixture.restart()];
      await Promise.all(
        pair.map(replica =>
          replica.collector(source).collectDue(new AbortController().signal),
        ),
      );
      const runs = await fixture.knex('source_runs').select('calls', 'outcome');
      expect(runs).toHaveLength(4);
      // The bucket holds three.
      expect(runs.reduce((sum, run) => sum + run.calls, 0)).toBe(3);
      expect(
        runs.filter(({ outcome }) => outcome === 'succeeded').length,
      ).toBeLessThan(2);
    });
  });
});
