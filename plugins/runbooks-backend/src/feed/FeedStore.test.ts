import {
  DATABASES,
  TestStores,
  createTestStores,
} from '../__testUtils__/databases';
import { NOW, later } from '../__testUtils__/runbooks';
import { DANA, OLGA } from '../__testUtils__/runs';
import { feedTokenHash, newFeedToken } from './feedToken';

const openStores = createTestStores();

describe.each(DATABASES)('feeds on %s', databaseId => {
  let stores: TestStores;
  beforeEach(async () => {
    stores = await openStores(databaseId);
  });

  const create = async (ownerRef = DANA, now = NOW) => {
    const token = newFeedToken();
    const feed = await stores.feeds.create(
      { scope: 'personal', ownerRef, subjectRefs: [ownerRef] },
      feedTokenHash(token),
      now,
    );
    return { token, feed };
  };
  const find = (token: string) => stores.feeds.find(feedTokenHash(token));

  it('finds a feed by its token, of which it keeps the hash alone', async () => {
    const { token, feed } = await create();
    await expect(find(token)).resolves.toEqual(feed);
    expect(JSON.stringify(feed)).not.toContain(feedTokenHash(token));
    const kept = JSON.stringify(await stores.knex('feeds'));
    expect(kept).not.toContain(token);
    expect(token).toMatch(/^[\w-]{43}$/);
  });

  it('finds neither what never was nor what is revoked', async () => {
    const { token, feed } = await create();
    await expect(find(newFeedToken())).resolves.toBeUndefined();
    await expect(find('')).resolves.toBeUndefined();
    await expect(stores.feeds.revoke(feed.id, DANA, later(1))).resolves.toBe(
      true,
    );
    await expect(find(token)).resolves.toBeUndefined();
    await expect(stores.feeds.listOf(DANA)).resolves.toEqual([]);
  });

  it('lets nobody but its owner revoke a feed, and that once', async () => {
    const { token, feed } = await create();
    const revoke = (ref: string) => stores.feeds.revoke(feed.id, ref, later(1));
    await expect(revoke(OLGA)).resolves.toBe(false);
    await expect(find(token)).resolves.toBeDefined();
    const answers = await Promise.all([revoke(DANA), revoke(DANA)]);
    expect(answers.sort()).toEqual([false, true]);
  });

  it('lists the feeds of a person, newest first, with when they were read', async () => {
    const { feed: older } = await create();
    const { feed: newer } = await create(DANA, later(1));
    await create(OLGA);
    await stores.feeds.touch(older.id, later(2));
    await expect(stores.feeds.listOf(DANA)).resolves.toEqual([
      newer,
      { ...older, lastReadAt: later(2).toISOString() },
    ]);
  });

  it('deletes what was revoked long ago', async () => {
    const { feed } = await create();
    const { token } = await create();
    await stores.feeds.revoke(feed.id, DANA, NOW);
    await expect(stores.feeds.prune(NOW, 10)).resolves.toBe(0);
    await expect(stores.feeds.prune(later(1), 10)).resolves.toBe(1);
    await expect(find(token)).resolves.toBeDefined();
  });
});
