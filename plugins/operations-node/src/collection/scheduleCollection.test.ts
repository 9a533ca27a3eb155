import { mockServices } from '@backstage/backend-test-utils';
import { CollectionFixture } from '../__testUtils__/collectionFixture';
import { ScriptedSource, items } from '../__testUtils__/ScriptedSource';
import { bothTestDatabases } from '../testing';
import { pruneCollection, scheduleCollection } from './scheduleCollection';

const databases = bothTestDatabases();

describe.each(databases.eachSupportedId())(
  'scheduleCollection on %s',
  databaseId => {
    let fixture: CollectionFixture;
    const scheduler = mockServices.scheduler.mock();
    const source = new ScriptedSource(async function* script() {
      yield { records: items(1, 2) };
    });

    beforeEach(async () => {
      jest.clearAllMocks();
      fixture = await CollectionFixture.create(
        await databases.init(databaseId),
      );
    });

    const schedule = (one: ScriptedSource) =>
      scheduleCollection({ ...fixture, sources: [one], scheduler });
    const task = (id: string) => {
      const found = scheduler.scheduleTask.mock.calls.find(
        ([definition]) => definition.id === id,
      );
      if (!found) throw new Error(`No task ${id}`);
      return found[0];
    };

    it('runs a fixed number of global workers per source, which collect', async () => {
      await schedule(source);
      const tasks = scheduler.scheduleTask.mock.calls.map(([one]) => one);
      expect(tasks.map(({ id }) => id)).toEqual([
        'sync-scopes-scripted',
        'collect-scripted-1',
        'collect-scripted-2',
        'rebind-records',
        'collection-retention',
      ]);
      expect(tasks.every(({ scope }) => scope === 'global')).toBe(true);
      await task('collect-scripted-2').fn(new AbortController().signal);
      expect(await fixture.sink.present()).toEqual(['item-1', 'item-2']);
    });

    it('gives a worker the time that its last run may take', async () => {
      await schedule(source);
      expect(task('collect-scripted-1').timeout).toEqual({
        milliseconds: 30_000 + 60_000 + 60_000,
      });
    });

    it('starts without a source that cannot name its scopes, and asks again', async () => {
      const shy = new ScriptedSource(async function* script() {
        yield { records: items(1, 1) };
      });
      const scopes = jest
        .spyOn(shy, 'scopes')
        .mockRejectedValueOnce(new Error('ECONNREFUSED'));
      await schedule(shy);
      expect(fixture.logger.warn).toHaveBeenCalledTimes(1);
      expect(await fixture.store.scopes.list(['scripted'])).toEqual([]);
      await task('sync-scopes-scripted').fn(new AbortController().signal);
      expect(scopes).toHaveBeenCalledTimes(2);
      expect(await fixture.store.scopes.list(['scripted'])).toHaveLength(1);
    });

    it('prunes what is older than its retention, and nothing else', async () => {
      const { store, clock } = fixture;
      await fixture.collect(
        new ScriptedSource(async function* script() {
          yield {
            records: items(1, 1),
            rejected: [{ payload: 'x', reason: 'odd' }],
          };
        }),
      );
      const { signal } = new AbortController();
      clock.advance({ hours: 24 * 30 });
      await pruneCollection(store, clock.read(), signal);
      expect(await store.runs.history('scripted', 'scope', 9)).toHaveLength(1);
      expect(await store.deadLetters.list('scripted', 9)).toHaveLength(1);
      clock.advance({ hours: 1 });
      await pruneCollection(store, clock.read(), signal);
      expect(await store.runs.history('scripted', 'scope', 9)).toEqual([]);
      expect(await store.deadLetters.list('scripted', 9)).toEqual([]);
    });
  },
);
