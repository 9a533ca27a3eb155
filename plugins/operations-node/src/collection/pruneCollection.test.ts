import { ConfigReader } from '@backstage/config';
import { CollectionFixture } from '../__testUtils__/collectionFixture';
import { ScriptedSource, items } from '../__testUtils__/ScriptedSource';
import { bothTestDatabases } from '../testing';
import { WebhookInbox } from '../webhook';
import { newDelivery } from '../webhook/__testUtils__/deliveries';
import { pruneCollection } from './pruneCollection';
import { readCollectionConfig } from './readCollectionConfig';

const databases = bothTestDatabases();
const read = (config: object) =>
  readCollectionConfig(new ConfigReader({ opsdeck: { collection: config } }))
    .retention;
const DAY = 24;

describe.each(databases.eachSupportedId())(
  'pruneCollection on %s',
  databaseId => {
    let fixture: CollectionFixture;
    const source = new ScriptedSource(async function* script() {
      yield {
        records: items(1, 1),
        rejected: [{ payload: 'x', reason: 'odd' }],
      };
    });

    beforeEach(async () => {
      fixture = await CollectionFixture.create(
        await databases.init(databaseId),
      );
      await fixture.collect(source);
    });

    const prune = (retention = read({})) =>
      pruneCollection(
        fixture.store,
        retention,
        fixture.clock.read(),
        new AbortController().signal,
      );
    const left = async () => ({
      runs: (await fixture.store.runs.history('scripted', 'scope', 9)).length,
      letters: (await fixture.store.deadLetters.list('scripted', 9)).map(
        ({ state }) => state,
      ),
      scopes: (await fixture.knex('source_scopes')).length,
    });

    it('deletes runs, archives letters and later deletes them, each at its age', async () => {
      fixture.clock.advance({ hours: 30 * DAY });
      await prune();
      expect(await left()).toEqual({
        runs: 1,
        letters: ['waiting'],
        scopes: 1,
      });
      fixture.clock.advance({ hours: 1 });
      await prune();
      expect(await left()).toEqual({
        runs: 0,
        letters: ['archived'],
        scopes: 1,
      });
      expect(await fixture.store.deadLetters.counts()).toEqual(new Map());
      fixture.clock.advance({ hours: 150 * DAY });
      await prune();
      expect(await left()).toEqual({ runs: 0, letters: [], scopes: 1 });
    });

    it('deals with deliveries that were set aside as with dead letters', async () => {
      const { quarantine } = fixture.store;
      const inbox = new WebhookInbox(fixture.knex);
      const now = fixture.clock.read();
      await inbox.add(newDelivery('odd', { now }), now);
      const claim = await inbox.claim(now, 1000);
      if (!claim) throw new Error('nothing is due');
      await inbox.transaction(trx =>
        inbox.quarantine(
          trx,
          claim,
          { reason: 'odd', refusedBy: 'source' },
          now,
        ),
      );
      const kept = async () => {
        const filter = { sender: claim.sender, receivers: [claim.receiver] };
        const page = await quarantine.page(filter, { limit: 9 });
        return page.items.map(({ state }) => state);
      };
      fixture.clock.advance({ hours: 30 * DAY });
      await prune();
      expect(await kept()).toEqual(['waiting']);
      fixture.clock.advance({ hours: 1 });
      await prune();
      expect(await kept()).toEqual(['archived']);
      fixture.clock.advance({ hours: 150 * DAY });
      await prune();
      expect(await kept()).toEqual([]);
    });

    it('does not archive what was replayed', async () => {
      await fixture.knex('dead_letters').update({ state: 'replayed' });
      fixture.clock.advance({ hours: 31 * DAY });
      await prune();
      expect((await left()).letters).toEqual(['replayed']);
    });

    it('forgets a scope some time after it was retired, not one that is configured', async () => {
      source.scopeIds = ['scope', 'other'];
      await fixture.collector(source).syncScopes();
      source.scopeIds = ['scope'];
      await fixture.collector(source).syncScopes();
      fixture.clock.advance({ hours: 90 * DAY });
      await prune();
      expect((await left()).scopes).toBe(2);
      fixture.clock.advance({ hours: 1 });
      await prune();
      expect((await left()).scopes).toBe(1);
    });

    it('goes by the configuration', async () => {
      fixture.clock.advance({ hours: 25 });
      await prune(
        read({
          retention: {
            runDays: 1,
            archiveDeadLettersAfterDays: 1,
            deadLetterDays: 1,
          },
        }),
      );
      expect(await left()).toEqual({ runs: 0, letters: [], scopes: 1 });
    });
  },
);

describe('readCollectionConfig', () => {
  it.each([
    [{ retention: { runDays: 0 } }, 'opsdeck.collection.retention.runDays'],
    [{ retention: { runDays: '30' } }, 'opsdeck.collection.retention.runDays'],
    [{ retention: { dead: 1 } }, 'opsdeck.collection.retention'],
    [{ retain: {} }, 'opsdeck.collection'],
    [
      { retention: { deadLetterDays: 7 } },
      'opsdeck.collection.retention.deadLetterDays: must be at least archiveDeadLettersAfterDays',
    ],
  ])('%j names the key', (config, message) => {
    expect(() => read(config)).toThrow(message);
  });
});
