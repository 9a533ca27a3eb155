import { setTimeout as sleep } from 'node:timers/promises';
import { CollectionFixture } from '../__testUtils__/collectionFixture';
import { ScriptedSource, items } from '../__testUtils__/ScriptedSource';
import { SourceError } from '../source';
import { bothTestDatabases } from '../testing';

const databases = bothTestDatabases();
const never = () => new Promise<never>(() => {});
const keys = (from: number, to: number) => items(from, to).map(i => i.key);

describe.each(databases.eachSupportedId())(
  'Collector under faults on %s',
  databaseId => {
    let fixture: CollectionFixture;

    beforeEach(async () => {
      fixture = await CollectionFixture.create(
        await databases.init(databaseId),
      );
    });

    it('stops a hanging source at its time limit, and keeps its pages', async () => {
      const source = new ScriptedSource(async function* script() {
        yield { records: items(1, 2), cursor: 'p2' };
        await never();
      });
      source.timeout = 'PT1S';
      const began = Date.now();
      const { row, run } = await fixture.collect(source);
      expect(Date.now() - began).toBeLessThan(5_000);
      expect(source.readings[0].signal.aborted).toBe(true);
      expect(run).toMatchObject({
        outcome: 'partial',
        records: 2,
        failure: {
          kind: 'timeout',
          message:
            'the provider did not answer in time: the reading was stopped at its time limit',
        },
      });
      expect(row).toMatchObject({ cursor: 'p2', lease_expires_at: null });
      expect(await fixture.sink.present()).toEqual(keys(1, 2));
    });

    it('stops a sink that hangs before anything is read', async () => {
      const source = new ScriptedSource(async function* script() {
        yield { records: items(1, 2) };
      });
      source.timeout = 'PT0.2S';
      fixture.sink.open = never;
      const { run } = await fixture.collect(source);
      expect(run).toMatchObject({ outcome: 'failed', calls: 0 });
      expect(run.failure?.kind).toBe('internal');
    });

    it('does not blame the provider when the catalog is down', async () => {
      const source = new ScriptedSource(async function* script() {
        yield { records: items(1, 2) };
      });
      fixture.sink.open = async () => {
        throw Object.assign(new Error('fetch failed'), {
          code: 'ECONNREFUSED',
        });
      };
      const { row } = await fixture.collect(source);
      expect(row).toMatchObject({
        failure_kind: 'internal',
        failure_message: expect.stringContaining('such as the catalog'),
      });
      expect(source.readings).toEqual([]);
    });

    it('writes nothing any more when its lease was taken over', async () => {
      let takeOver = async () => {};
      const source = new ScriptedSource(async function* script(_, attempt) {
        yield { records: items(1, 1), cursor: 'p2' };
        if (attempt > 1) return;
        await takeOver();
        yield { records: items(2, 2), cursor: 'p3' };
      });
      const other = new ScriptedSource(async function* script() {
        yield { records: items(3, 3) };
      });
      takeOver = async () => {
        fixture.clock.advance({ minutes: 2 });
        await fixture.collector(other).collectDue(new AbortController().signal);
      };
      const { row, run } = await fixture.collect(source);
      expect(await fixture.sink.present()).not.toContain('item-2');
      expect(run).toMatchObject({ outcome: 'succeeded', records: 1 });
      expect(row).toMatchObject({ cursor: null, lease_number: 2 });
      const runs = await fixture.store.runs.history(source.id, 'scope', 10);
      expect(runs.map(({ outcome }) => outcome)).toEqual(['succeeded', 'lost']);
      expect(other.readings[0].cursor).toBe('p2');
      expect(fixture.logger.info).toHaveBeenCalledWith(
        expect.stringContaining('was taken over'),
      );
    });

    it('holds its lease a while beyond its time limit, to say how it ended', async () => {
      let lease: string | null | undefined;
      const source = new ScriptedSource(async function* script() {
        lease = (await fixture.store.scopes.get('scripted', 'scope'))
          ?.lease_expires_at;
        yield { records: [] };
      });
      await fixture.collect(source);
      expect(lease).toBe('2026-11-20T10:01:30.000Z');
    });

    it('does not report a failure for a run that was taken over', async () => {
      let takeOver = async () => {};
      const source = new ScriptedSource(async function* script() {
        await takeOver();
        yield* [];
        throw new SourceError('unauthorized', 'HTTP 401');
      });
      const other = new ScriptedSource(async function* script() {
        yield { records: items(3, 3) };
      });
      takeOver = async () => {
        fixture.clock.advance({ minutes: 2 });
        await fixture.collector(other).collectDue(new AbortController().signal);
      };
      const { row } = await fixture.collect(source);
      expect(row).toMatchObject({
        failure_kind: null,
        consecutive_failures: 0,
      });
    });

    it('a process killed between reading and commit loses and doubles nothing', async () => {
      let dead = false;
      const dieWith = (when: () => boolean) => {
        dead ||= when();
        if (dead) throw new Error('killed');
      };
      const source = new ScriptedSource(async function* script({ cursor }) {
        if (!cursor) yield { records: items(1, 2), cursor: 'p2' };
        yield { records: items(3, 4), cursor: 'p3' };
        yield { records: items(5, 5) };
      });
      const collector = fixture.collector(source);
      await collector.syncScopes();
      // After a kill this process writes nothing more, not even its failure.
      const { scopes } = fixture.store;
      const [fence, release] = [scopes.fence, scopes.release];
      fixture.sink.beforeApply = records =>
        dieWith(() => records.some(({ key }) => key === 'item-4'));
      scopes.fence = async (...args) => {
        dieWith(() => false);
        await fence.apply(scopes, args);
      };
      scopes.release = async (...args) => {
        dieWith(() => false);
        await release.apply(scopes, args);
      };
      await expect(
        collector.collectOne(new AbortController().signal),
      ).rejects.toThrow('killed');
      expect(await fixture.sink.present()).toEqual(keys(1, 2));

      // Another process starts, and takes the scope over when the lease has expired.
      const next = await fixture.restart();
      const { signal } = new AbortController();
      expect(await next.collector(source).collectDue(signal)).toBe(0);
      next.clock.advance({ minutes: 2 });
      expect(await next.collector(source).collectDue(signal)).toBe(1);
      const rows = await next.sink.rows();
      expect(rows.map(({ key, writes }) => [key, writes])).toEqual(
        keys(1, 5).map(key => [key, 1]),
      );
      const runs = await next.store.runs.history(source.id, 'scope', 10);
      expect(runs.map(({ outcome }) => outcome)).toEqual(['succeeded', 'lost']);
    });

    it.each([
      ['a failure', 'failed'],
      ['a stop', 'lost'],
    ])(
      'says how it ended when the database was away at the end: %s',
      async (_what, outcome) => {
        const worker = new AbortController();
        const source = new ScriptedSource(async function* script() {
          yield* [];
          if (outcome === 'lost') worker.abort();
          throw new SourceError('unauthorized', 'HTTP 401');
        });
        const { scopes } = fixture.store;
        const [release, giveBack] = [scopes.release, scopes.giveBack];
        let tries = 0;
        const failTwice = () => {
          if (++tries <= 2) throw new Error('connect ECONNREFUSED');
        };
        scopes.release = async (...args) => {
          failTwice();
          await release.apply(scopes, args);
        };
        scopes.giveBack = async (...args) => {
          failTwice();
          await giveBack.apply(scopes, args);
        };
        const { row, run } = await fixture.collect(source, worker.signal);
        expect(tries).toBe(3);
        expect(run.outcome).toBe(outcome);
        expect(row.lease_expires_at).toBeNull();
        expect(fixture.logger.warn).toHaveBeenCalledWith(
          expect.stringMatching(/tried again while the lease lasts: connect/),
        );
      },
    );

    it('gives up saying how it ended when its lease ends', async () => {
      const source = new ScriptedSource(async function* script() {
        yield { records: items(1, 1) };
      });
      let tries = 0;
      fixture.store.scopes.release = async () => {
        tries++;
        fixture.clock.advance({ seconds: 40 });
        throw new Error('connect ECONNREFUSED');
      };
      await expect(fixture.collect(source)).rejects.toThrow('ECONNREFUSED');
      // Once for the success and twice for the failure, within 90 s.
      expect(tries).toBe(3);
    });

    it('is stopped by its worker without a failure, and read on at once', async () => {
      const worker = new AbortController();
      const source = new ScriptedSource(async function* script({ cursor }) {
        if (!cursor) {
          yield { records: items(1, 2), cursor: 'p2' };
          worker.abort();
          await never();
        }
        yield { records: items(3, 3) };
      });
      const stopped = await fixture.collect(source, worker.signal);
      expect(stopped.run).toMatchObject({ outcome: 'partial', failure: null });
      expect(stopped.row).toMatchObject({
        cursor: 'p2',
        failure_kind: null,
        consecutive_failures: 0,
        lease_expires_at: null,
      });
      await fixture.collector(source).collectDue(new AbortController().signal);
      expect(await fixture.sink.present()).toEqual(keys(1, 3));
    });

    it.each([
      ['Retry-After within the run', 0, 'succeeded', '10:01:00'],
      ['Retry-After beyond the run', 90, 'failed', '10:01:30'],
      ['Retry-After of hours', 4 * 3600, 'failed', '14:00:00'],
    ])('obeys a %s', async (_what, seconds, outcome, dueAt) => {
      const source = new ScriptedSource(async function* script(
        { now },
        attempt,
      ) {
        if (attempt === 1) {
          throw new SourceError('throttled', 'HTTP 429', {
            retryAt: new Date(now.getTime() + seconds * 1000),
          });
        }
        yield { records: items(1, 1) };
      });
      source.cadence = 'PT1M';
      const { row, run } = await fixture.collect(source);
      expect(run.outcome).toBe(outcome);
      expect(source.readings).toHaveLength(outcome === 'failed' ? 1 : 2);
      expect(row.next_due_at).toBe(`2026-11-20T${dueAt}.000Z`);
    });

    it('does not let the time limit hide why it waited', async () => {
      const source = new ScriptedSource(async function* script() {
        yield* [];
        throw new SourceError('unavailable', 'HTTP 503');
      });
      source.timeout = 'PT1S';
      const collector = fixture.collector(source, {
        retryPolicy: {
          maxTries: 3,
          maxElapsedMs: 60_000,
          firstDelayMs: 700,
          maxDelayMs: 700,
        },
        random: () => 1,
      });
      await collector.syncScopes();
      await collector.collectOne(new AbortController().signal);
      const { row } = await fixture.state(source);
      expect(row.failure_kind).toBe('unavailable');
    });

    it('opens the circuit after five failures and closes it with a success', async () => {
      let down = true;
      const source = new ScriptedSource(async function* script() {
        if (down) throw new SourceError('unauthorized', 'HTTP 401');
        yield { records: items(1, 1) };
      });
      for (let i = 0; i < 5; i++) {
        await fixture.collect(source);
        fixture.clock.advance({ minutes: 5 });
      }
      expect((await fixture.state(source)).row).toMatchObject({
        consecutive_failures: 5,
        circuit_open_until: '2026-11-20T10:21:00.000Z',
      });
      down = false;
      expect((await fixture.collect(source)).row).toMatchObject({
        consecutive_failures: 0,
        circuit_open_until: null,
      });
    });

    it('shows no secret of a careless client', async () => {
      const source = new ScriptedSource(async function* script() {
        yield* [];
        throw new Error(
          'GET https://bob:pl4nted@host/?token=pl4nted failed: {"password":"pl4nted"}',
        );
      });
      const { row } = await fixture.collect(source);
      expect(row.failure_message).toContain('[redacted]');
      expect(row.failure_message).not.toContain('pl4nted');
    });

    it('does not blame a source that throws because its worker stopped', async () => {
      const worker = new AbortController();
      const source = new ScriptedSource(async function* script({ signal }) {
        yield { records: items(1, 1) };
        worker.abort();
        await sleep(50, undefined, { signal });
      });
      const { run } = await fixture.collect(source, worker.signal);
      expect(run).toMatchObject({ outcome: 'partial', failure: null });
    });
  },
);
