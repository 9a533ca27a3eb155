import { mockServices } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { bothTestDatabases } from '../testing';
import { DatabaseClock } from './DatabaseClock';

const databases = bothTestDatabases();
const MINUTE_MS = 60_000;

/** The clock of a process, so far ahead of the one of this host. */
const ahead = (ms: number) => () => new Date(Date.now() + ms);

describe.each(databases.eachSupportedId())(
  'the clock of the database on %s',
  databaseId => {
    let knex: Knex;
    beforeEach(async () => {
      knex = await databases.init(databaseId);
    });
    const isPostgres = databaseId.startsWith('POSTGRES');

    it.each([2, -2])(
      'is what replicas go by when their own is %d minutes ahead',
      async minutes => {
        const clock = new DatabaseClock(knex, ahead(minutes * MINUTE_MS));
        const found = await clock.compare();
        // One process has SQLite for itself: there is nobody to disagree with.
        const expected = isPostgres ? minutes * MINUTE_MS : 0;
        expect(Math.abs(found - expected)).toBeLessThan(1_000);
        const differs = clock.now().getTime() - Date.now();
        expect(
          Math.abs(differs - (isPostgres ? 0 : minutes * MINUTE_MS)),
        ).toBeLessThan(1_000);
      },
    );

    it('says once in the log that the clocks differ, and once that they agree again', async () => {
      let aheadMs = -150_000;
      const clock = new DatabaseClock(knex, () => ahead(aheadMs)());
      const scheduler = mockServices.scheduler.mock();
      const logger = mockServices.logger.mock();
      await clock.schedule(scheduler, logger);
      const [[{ scope, fn }]] = scheduler.scheduleTask.mock.calls;
      expect(scope).toBe('local');
      const { signal } = new AbortController();
      for (const ms of [-150_000, -150_000, 0, 0]) {
        aheadMs = ms;
        await fn(signal);
      }
      const said = logger.warn.mock.calls.map(([message]) => message);
      expect(said).toEqual(
        isPostgres
          ? [
              "The clock of this host is 150 s behind the database's; leases and due dates go by the database's",
              "The clock of this host agrees with the database's again",
            ]
          : [],
      );
    });

    it('takes what is less than a second for nothing', async () => {
      const own = () => new Date('2026-11-20T10:00:00.000Z');
      expect(await new DatabaseClock(knex, ahead(300)).compare()).toBe(0);
      expect(new DatabaseClock(knex, own).now()).toEqual(own());
    });

    it('keeps what it knows when the answer is too slow to say anything', async () => {
      let now = Date.now();
      const slow = () => new Date((now += 3_000));
      const clock = new DatabaseClock(knex, slow);
      expect(await clock.compare()).toBe(0);
      expect(clock.now().getTime()).toBe(now);
    });
  },
);
