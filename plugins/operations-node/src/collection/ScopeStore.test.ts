import { randomUUID } from 'node:crypto';
import { TestClock } from '../__testUtils__/TestClock';
import { SourceScope } from '../source';
import { bothTestDatabases, openConnections } from '../testing';
import { CollectionStore, createCollectionStore } from './CollectionStore';
import { StaleLeaseError } from './errors';
import { Lease, LeaseOutcome, ScopeStore } from './ScopeStore';

const scope = (id: string, title = id): SourceScope => ({
  id,
  title,
  attributes: { region: id },
});

const failure = {
  kind: 'unavailable',
  message: 'HTTP 503',
  at: '2026-11-20T10:00:00.000Z',
} as const;

const databases = bothTestDatabases();

describe.each(databases.eachSupportedId())('ScopeStore on %s', databaseId => {
  let clock: TestClock;
  let store: CollectionStore;
  let scopes: ScopeStore;

  beforeEach(async () => {
    const knex = await databases.init(databaseId);
    clock = new TestClock();
    store = await createCollectionStore({ getClient: async () => knex });
    scopes = store.scopes;
  });

  const claim = (sourceId = 's', seconds = 60) => {
    const now = clock.read();
    return scopes.claim(sourceId, {
      now,
      expiresAt: new Date(now.getTime() + seconds * 1000),
      runId: randomUUID(),
    });
  };

  const claimed = async () => {
    const lease = await claim();
    if (!lease) throw new Error('Nothing was due');
    return lease;
  };

  const release = (lease: Lease, outcome: Partial<LeaseOutcome> = {}) =>
    store.knex.transaction(async trx =>
      scopes.release(trx, lease, {
        now: clock.read(),
        nextDueAt: new Date(clock.read().getTime() + 300_000),
        consecutiveFailures: outcome.failure
          ? lease.consecutiveFailures + 1
          : 0,
        ...outcome,
      }),
    );

  const fence = (lease: Lease, cursor?: string) =>
    store.knex.transaction(async trx => scopes.fence(trx, lease, cursor));

  const row = async (scopeId = 'a') => {
    const found = await scopes.get('s', scopeId);
    if (!found) throw new Error(`No scope ${scopeId}`);
    return found;
  };

  describe('sync', () => {
    it('adds scopes due at once and keeps what is known of the others', async () => {
      await scopes.sync('s', [scope('a')], clock.read());
      await release(await claimed());
      clock.advance({ minutes: 1 });
      await scopes.sync('s', [scope('a', 'A'), scope('b')], clock.read());
      expect(await row('a')).toMatchObject({
        title: 'A',
        next_due_at: '2026-11-20T10:05:00.000Z',
        last_success_at: '2026-11-20T10:00:00.000Z',
      });
      expect(await row('b')).toMatchObject({
        next_due_at: '2026-11-20T10:01:00.000Z',
      });
    });

    it('retires a scope, and takes it back due at once with its history', async () => {
      await scopes.sync('s', [scope('a'), scope('b')], clock.read());
      await release(await claimed());
      await release(await claimed());
      await scopes.sync('s', [scope('b')], clock.read());
      expect(await scopes.get('s', 'a')).toBeUndefined();
      expect(
        (await scopes.list(['s'])).map(({ scope_id }) => scope_id),
      ).toEqual(['b']);
      clock.advance({ hours: 1 });
      await scopes.sync('s', [], clock.read());
      expect(await claim()).toBeUndefined();
      await scopes.sync('s', [scope('a')], clock.read());
      expect(await row('a')).toMatchObject({
        removed_at: null,
        next_due_at: clock.read().toISOString(),
        last_success_at: '2026-11-20T10:00:00.000Z',
      });
      expect(await claim()).toMatchObject({ scope: scope('a') });
    });

    it('takes thousands of scopes', async () => {
      const many = Array.from({ length: 2_500 }, (_, i) => scope(`scope-${i}`));
      await scopes.sync('s', many, clock.read());
      await scopes.sync('s', many.slice(1), clock.read());
      expect(await scopes.list(['s'])).toHaveLength(2_499);
    });

    it('refuses two scopes of one id, by name', async () => {
      await expect(
        scopes.sync('s', [scope('a'), scope('a')], clock.read()),
      ).rejects.toThrow('two scopes with the id "a"');
    });

    it('leaves the scopes of other sources alone', async () => {
      await scopes.sync('s', [scope('a')], clock.read());
      await scopes.sync('other', [scope('a')], clock.read());
      await scopes.sync('other', [], clock.read());
      expect(await row('a')).toMatchObject({ removed_at: null });
    });
  });

  describe('claim', () => {
    it('gives one scope to one of many replicas', async () => {
      await scopes.sync('s', [scope('a')], clock.read());
      await openConnections(store.knex);
      const leases = await Promise.all(
        Array.from({ length: 8 }, () => claim()),
      );
      expect(leases.filter(Boolean)).toHaveLength(1);
    });

    it('gives each of several scopes to one replica', async () => {
      await scopes.sync(
        's',
        [scope('a'), scope('b'), scope('c')],
        clock.read(),
      );
      const leases: (Lease | undefined)[] = [];
      while (leases.length < 10 && leases.filter(Boolean).length < 3) {
        leases.push(...(await Promise.all([claim(), claim(), claim()])));
      }
      const ids = leases.flatMap(lease => lease?.scope.id ?? []);
      expect(ids.sort()).toEqual(['a', 'b', 'c']);
    });

    it('gives the most overdue first, and nothing that is not due', async () => {
      await scopes.sync('s', [scope('a')], clock.read());
      clock.advance({ minutes: 1 });
      await scopes.sync('s', [scope('a'), scope('b')], clock.read());
      const first = await claimed();
      expect(first.scope.id).toBe('a');
      await release(first);
      const second = await claimed();
      expect(second.scope.id).toBe('b');
      await release(second);
      expect(await claim()).toBeUndefined();
    });

    it('takes over an expired lease, with a higher number', async () => {
      await scopes.sync('s', [scope('a')], clock.read());
      const dead = await claimed();
      clock.advance({ seconds: 59 });
      expect(await claim()).toBeUndefined();
      clock.advance({ seconds: 1 });
      const next = await claimed();
      expect(next.number).toBe(dead.number + 1);
    });

    it('is not held up by dates from before a clock was set back', async () => {
      clock.advance({ hours: 24 });
      await scopes.sync('s', [scope('a')], clock.read());
      await claimed();
      clock.advance({ hours: -24 });
      expect(await claim()).toBeDefined();
      // A clock that is only a little behind does not take a lease away.
      clock.advance({ minutes: -4 });
      expect(await claim()).toBeUndefined();
    });
  });

  describe('fencing', () => {
    it('refuses every write of a run that was overtaken', async () => {
      await scopes.sync('s', [scope('a')], clock.read());
      const stale = await claimed();
      clock.advance({ minutes: 2 });
      const current = await claimed();
      await expect(fence(stale, 'x')).rejects.toThrow(StaleLeaseError);
      await expect(release(stale)).rejects.toThrow(StaleLeaseError);
      await expect(
        store.knex.transaction(trx =>
          scopes.giveBack(trx, stale, clock.read()),
        ),
      ).rejects.toThrow(StaleLeaseError);
      await fence(current, 'y');
      expect(await row()).toMatchObject({ cursor: 'y' });
    });

    it('rolls the effect of a refused run back', async () => {
      await store.knex.schema.createTable('effects', table => {
        table.string('run');
      });
      await scopes.sync('s', [scope('a')], clock.read());
      const stale = await claimed();
      clock.advance({ minutes: 2 });
      await claimed();
      const write = store.knex.transaction(async trx => {
        await trx('effects').insert({ run: stale.runId });
        await scopes.fence(trx, stale, undefined);
      });
      await expect(write).rejects.toThrow(StaleLeaseError);
      expect(await store.knex('effects')).toEqual([]);
    });
  });

  describe('cursor and sweep', () => {
    it('a run after an interrupted one goes on: same cursor, same beginning', async () => {
      await scopes.sync('s', [scope('a')], clock.read());
      const first = await claimed();
      expect(first).toMatchObject({ cursor: undefined });
      await fence(first, 'page-2');
      await release(first, { failure });
      clock.advance({ minutes: 10 });
      expect(await claimed()).toMatchObject({
        cursor: 'page-2',
        sweepStartedAt: new Date('2026-11-20T10:00:00.000Z'),
        consecutiveFailures: 1,
      });
    });

    it('a run after one that kept nothing begins anew', async () => {
      await scopes.sync('s', [scope('a')], clock.read());
      await release(await claimed(), { failure });
      clock.advance({ minutes: 10 });
      expect(await claimed()).toMatchObject({
        cursor: undefined,
        sweepStartedAt: clock.read(),
      });
    });

    it('a page without a cursor leaves the last one', async () => {
      await scopes.sync('s', [scope('a')], clock.read());
      const lease = await claimed();
      await fence(lease, 'page-2');
      await fence(lease);
      expect(await row()).toMatchObject({ cursor: 'page-2' });
    });

    it('after a success the sweep begins anew; the cursor stays unless dropped', async () => {
      await scopes.sync('s', [scope('a')], clock.read());
      const first = await claimed();
      await fence(first, 'since-10-00');
      await release(first);
      clock.advance({ minutes: 10 });
      const second = await claimed();
      expect(second).toMatchObject({
        cursor: 'since-10-00',
        sweepStartedAt: clock.read(),
      });
      await release(second, { dropCursor: true });
      expect(await row()).toMatchObject({ cursor: null });
    });

    it('goes on across a lease that was lost', async () => {
      await scopes.sync('s', [scope('a')], clock.read());
      await fence(await claimed(), 'page-2');
      clock.advance({ minutes: 2 });
      expect(await claimed()).toMatchObject({
        cursor: 'page-2',
        sweepStartedAt: new Date('2026-11-20T10:00:00.000Z'),
      });
    });
  });

  describe('release', () => {
    it('keeps a failure, counts it, and forgets both with a success', async () => {
      await scopes.sync('s', [scope('a')], clock.read());
      const circuitOpenUntil = new Date('2026-11-20T10:01:00.000Z');
      await release(await claimed(), { failure, circuitOpenUntil });
      expect(await row()).toMatchObject({
        failure_kind: 'unavailable',
        failure_message: 'HTTP 503',
        consecutive_failures: 1,
        circuit_open_until: '2026-11-20T10:01:00.000Z',
        last_success_at: null,
        lease_expires_at: null,
      });
      clock.advance({ minutes: 5 });
      await release(await claimed());
      expect(await row()).toMatchObject({
        failure_kind: null,
        failure_message: null,
        failure_at: null,
        consecutive_failures: 0,
        circuit_open_until: null,
        last_success_at: '2026-11-20T10:05:00.000Z',
      });
    });

    it('giveBack judges nothing', async () => {
      await scopes.sync('s', [scope('a')], clock.read());
      await release(await claimed(), { failure });
      clock.advance({ minutes: 5 });
      const lease = await claimed();
      await store.knex.transaction(trx =>
        scopes.giveBack(trx, lease, clock.read()),
      );
      expect(await row()).toMatchObject({
        consecutive_failures: 1,
        failure_kind: 'unavailable',
        next_due_at: clock.read().toISOString(),
        lease_expires_at: null,
      });
    });
  });

  it('makeDue ends the pause, so that the next run is the probe, and tells an unknown scope', async () => {
    await scopes.sync('s', [scope('a')], clock.read());
    const circuitOpenUntil = new Date('2026-11-20T11:00:00.000Z');
    await release(await claimed(), { failure, circuitOpenUntil });
    expect(await scopes.makeDue('s', 'a', clock.read())).toBe(true);
    expect(await scopes.makeDue('s', 'none', clock.read())).toBe(false);
    expect(await row()).toMatchObject({
      circuit_open_until: clock.read().toISOString(),
    });
    expect(await claim()).toMatchObject({ isProbe: true });
  });
});
