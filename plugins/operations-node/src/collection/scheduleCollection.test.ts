import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { CollectionFixture } from '../__testUtils__/collectionFixture';
import { ScriptedSource, items } from '../__testUtils__/ScriptedSource';
import { bothTestDatabases } from '../testing';
import { readCollectionConfig } from './readCollectionConfig';
import { scheduleCollection } from './scheduleCollection';

const databases = bothTestDatabases();
const { retention } = readCollectionConfig(new ConfigReader({}));

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
      scheduleCollection({ ...fixture, sources: [one], scheduler, retention });
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
      const [clocks, ...global] = tasks;
      expect(clocks).toMatchObject({ id: 'compare-clocks', scope: 'local' });
      expect(global.map(({ id }) => id)).toEqual([
        'sync-scopes-scripted',
        'collect-scripted-1',
        'collect-scripted-2',
        'rebind-records',
        'collection-retention',
      ]);
      expect(global.every(({ scope }) => scope === 'global')).toBe(true);
      await task('collect-scripted-2').fn(new AbortController().signal);
      expect(await fixture.sink.present()).toEqual(['item-1', 'item-2']);
    });

    it('gives a worker the time that its last run may take, and lets a killed one hold it no longer', async () => {
      await schedule(source);
      expect(task('collect-scripted-1').timeout).toEqual({
        milliseconds: 4_000 + 60_000 + 1_000,
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
  },
);
