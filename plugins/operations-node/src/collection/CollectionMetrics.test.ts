import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import { CollectionFixture } from '../__testUtils__/collectionFixture';
import { ScriptedSource, items } from '../__testUtils__/ScriptedSource';
import { SourceError } from '../source';
import { bothTestDatabases } from '../testing';
import { CollectionMetrics } from './CollectionMetrics';

const databases = bothTestDatabases();
const { signal } = new AbortController();

describe.each(databases.eachSupportedId())(
  'CollectionMetrics on %s',
  databaseId => {
    const instrument = () => ({
      add: jest.fn(),
      record: jest.fn(),
      addCallback: jest.fn(),
      removeCallback: jest.fn(),
    });
    let instruments: Record<string, ReturnType<typeof instrument>>;
    let fixture: CollectionFixture;
    let metrics: CollectionMetrics;

    beforeEach(async () => {
      fixture = await CollectionFixture.create(
        await databases.init(databaseId),
      );
      instruments = {};
      const create = (name: string) => {
        instruments[name] = instrument();
        return instruments[name];
      };
      metrics = new CollectionMetrics(
        metricsServiceMock.mock({
          createCounter: create,
          createHistogram: create,
          createObservableGauge: create,
        }),
      );
    });

    it('counts a run, its records, its calls and its failure', async () => {
      const source = new ScriptedSource(async function* script(context) {
        await context.countCall();
        yield {
          records: items(1, 2),
          rejected: [{ payload: 'x', reason: 'odd' }],
        };
        fixture.clock.advance({ seconds: 3 });
        throw new SourceError('unauthorized', 'HTTP 401');
      });
      const collector = fixture.collector(source, { metrics });
      await collector.syncScopes();
      await collector.collectOne(signal);
      const by = { source: 'scripted' };
      const calls = (name: string) =>
        instruments[`opsdeck_collection_${name}`].add.mock.calls;
      expect(calls('runs')).toEqual([
        [1, { ...by, outcome: 'partial', failure: 'unauthorized' }],
      ]);
      expect(calls('records')).toEqual([[2, by]]);
      expect(calls('calls')).toEqual([[1, by]]);
      expect(calls('rejected')).toEqual([[1, by]]);
      expect(
        instruments.opsdeck_collection_run_duration.record,
      ).toHaveBeenCalledWith(3, { ...by, outcome: 'partial' });
    });

    it('observes how late a source is, and what waits', async () => {
      const source = new ScriptedSource(async function* script() {
        yield {
          records: items(1, 1),
          rejected: [{ payload: 'x', reason: 'odd' }],
        };
      });
      await fixture.collect(source);
      metrics.observe(fixture.store, [source], fixture.clock.read);
      const observed = async (name: string) => {
        const { addCallback } = instruments[`opsdeck_collection_${name}`];
        const observe = jest.fn();
        await addCallback.mock.calls[0][0]({ observe });
        return observe.mock.calls;
      };
      expect(await observed('lag')).toEqual([[0, { source: 'scripted' }]]);
      fixture.clock.advance({ minutes: 6 });
      expect(await observed('lag')).toEqual([[60, { source: 'scripted' }]]);
      expect(await observed('dead_letters')).toEqual([
        [1, { source: 'scripted' }],
      ]);
    });
  },
);
