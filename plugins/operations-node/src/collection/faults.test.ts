import { CollectionFixture } from '../__testUtils__/collectionFixture';
import { Mischief, PagedWorld } from '../__testUtils__/PagedWorld';
import {
  StatementFault,
  StatementFaults,
} from '../__testUtils__/StatementFaults';
import { bothTestDatabases, openConnections } from '../testing';

const databases = bothTestDatabases();
const FAULTS: StatementFault[] = ['unsent', 'unanswered', 'killed'];
const { signal } = new AbortController();

/** Numbers in [0, 1) that are the same in every run (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) % 0x1_0000_0000;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

describe.each(databases.eachSupportedId())(
  'collection under injected faults on %s',
  databaseId => {
    let fixture: CollectionFixture;
    let faults: StatementFaults;

    beforeEach(async () => {
      const knex = await databases.init(databaseId);
      fixture = await CollectionFixture.create(knex);
      await openConnections(knex);
      faults = new StatementFaults(knex);
    });
    afterEach(() => faults.restore());

    /** What a scheduler does with a task that throws: it comes again. */
    const attempt = async (work: () => Promise<unknown>) => {
      try {
        await work();
      } catch (error) {
        if (!String(error).includes('injected')) throw error;
      }
    };

    const forget = async () => {
      for (const table of [
        'items',
        'source_scopes',
        'source_runs',
        'dead_letters',
      ]) {
        await fixture.knex(table).delete();
      }
    };

    /** Runs without faults until every scope was read once more. */
    const recover = async (source: PagedWorld) => {
      faults.disarm();
      source.mischief = () => 'none';
      for (let i = 0; i < 3; i++) {
        fixture.clock.advance({ minutes: 30 });
        const next = await fixture.restart();
        await next.collector(source).collectDue(signal);
      }
    };

    /** Records that are neither stored nor among the dead letters. */
    const lost = async (source: PagedWorld): Promise<string[]> => {
      const present = new Set(await fixture.sink.present());
      const letters = await fixture.knex('dead_letters').pluck('payload');
      return [
        ...source.truth().filter(key => !present.has(key)),
        ...source.scopeIds.filter(
          id => !letters.some(payload => payload.includes(`"odd": "${id}"`)),
        ),
      ];
    };

    const expectSound = async (source: PagedWorld) => {
      expect(await lost(source)).toEqual([]);
      const rows = await fixture.sink.rows();
      expect(rows).toHaveLength(source.truth().length);
      const runs = await fixture.knex('source_runs');
      expect(runs.filter(run => run.outcome === 'running')).toEqual([]);
      const scopes = await fixture.store.scopes.list([source.id]);
      expect(scopes.filter(scope => scope.lease_expires_at)).toEqual([]);
      expect(scopes.every(scope => scope.failure_kind === null)).toBe(true);
    };

    it.each(FAULTS)(
      'loses no record, whichever statement of a reading is %s',
      async fault => {
        const source = new PagedWorld(['a'], 'incremental');
        /** Answers how many statements there were. */
        const failAt = async (n: number): Promise<number> => {
          await forget();
          await fixture.collector(source).syncScopes();
          faults.arm(() => (faults.seen === n ? fault : undefined));
          await attempt(() => fixture.collector(source).collectDue(signal));
          const { seen } = faults;
          await recover(source);
          await expectSound(source);
          return seen;
        };
        let statements = 1;
        // The last round has no fault any more.
        while ((await failAt(statements)) >= statements) statements++;
        // One fault per statement of a whole reading.
        expect(faults.injected).toBe(statements - 1);
        expect(statements).toBeGreaterThan(25);
        process.stdout.write(
          `${databaseId}: ${faults.injected} statements ${fault}, 0 records lost\n`,
        );
      },
      240_000,
    );

    it.each<['complete' | 'incremental', number]>([
      ['complete', 1],
      ['incremental', 2],
    ])(
      'loses no record of a %s reading by two collectors, whatever happens',
      async (reading, seed) => {
        const random = numbers(seed);
        const pick = <T>(from: readonly T[]) =>
          from[Math.floor(random() * from.length)];
        const source = new PagedWorld(['a', 'b', 'c'], reading);
        const counts: Record<string, number> = {};
        const count = (what: string) => {
          counts[what] = (counts[what] ?? 0) + 1;
        };
        await fixture.collector(source).syncScopes();
        source.mischief = () => {
          const mischief: Mischief =
            random() < 0.5
              ? pick(['rubbish', 'never-ends', 'huge', 'dies'] as const)
              : 'none';
          if (mischief !== 'none') count(mischief);
          return mischief;
        };
        const other = await fixture.restart();
        const nextFault = () => {
          const fault =
            random() < 0.03
              ? pick(['unsent', 'unanswered'] as const)
              : undefined;
          if (fault) count(`statement ${fault}`);
          return fault;
        };
        fixture.sink.beforeApply = () => {
          if (random() < 0.02) {
            count('sink throws');
            throw new Error('injected: the sink');
          }
        };
        const collectors = [fixture, other].map(one => one.collector(source));
        for (let round = 0; round < 40; round++) {
          faults.arm(nextFault);
          if (random() < 0.3) {
            const hours = pick([-1, 1]);
            count(`clock ${hours} h`);
            fixture.clock.advance({ hours });
          }
          fixture.clock.advance({ minutes: pick([1, 5, 20]) });
          await Promise.all(
            collectors.map(one => attempt(() => one.collectDue(signal))),
          );
        }
        fixture.sink.beforeApply = () => {};
        // Two hours on, whatever the clock did is over.
        fixture.clock.advance({ hours: 2 });
        await recover(source);
        // What the sink refused waits to be replayed: it is not lost.
        const refused = await fixture
          .knex('dead_letters')
          .where({ refused_by: 'store' })
          .pluck('payload');
        const missing = (await lost(source)).filter(
          key => !refused.some(payload => payload.includes(`"${key}"`)),
        );
        expect(missing).toEqual([]);
        const runs = await fixture.knex('source_runs');
        expect(runs.filter(run => run.outcome === 'running')).toEqual([]);
        const total = Object.values(counts).reduce((sum, n) => sum + n, 0);
        expect(total).toBeGreaterThan(50);
        process.stdout.write(
          `${databaseId}, ${reading}: ${total} faults (${Object.entries(counts)
            .map(([what, n]) => `${n} ${what}`)
            .join(', ')}), 0 records lost\n`,
        );
      },
      240_000,
    );
  },
);
