import { WebhookInbox } from '@opsdeck/backstage-plugin-operations-node';
import { DAY, NOW, at } from '../__testUtils__/alerts';
import {
  DATABASES,
  TestStores,
  createTestStores,
} from '../__testUtils__/databases';

const openStores = createTestStores();

describe.each(DATABASES)('the webhook inbox on %s', databaseId => {
  let stores: TestStores;
  let inbox: WebhookInbox;
  beforeEach(async () => {
    stores = await openStores(databaseId);
    inbox = stores.inbox;
  });

  const finish = (how: 'markProcessed' | 'quarantine', id: string) =>
    stores.knex.transaction(trx =>
      how === 'quarantine'
        ? inbox.quarantine(trx, id, 'odd', NOW)
        : inbox.markProcessed(trx, id, NOW),
    );

  it('hands out what waits, the oldest first, as it came', async () => {
    await inbox.add('main', 'second', at(2));
    await inbox.add('main', Buffer.from('first é'), at(1));
    await expect(inbox.waiting(10, at(3))).resolves.toMatchObject([
      { receiver: 'main', body: 'first é', receivedAt: at(1), tries: 0 },
      { body: 'second' },
    ]);
    await expect(inbox.waiting(1, at(3))).resolves.toHaveLength(1);
  });

  it('keeps bytes that are no text', async () => {
    const bytes = Buffer.from([0x00, 0xff, 0xfe]);
    await inbox.add('main', bytes, NOW);
    const { body } = await stores.knex('webhook_inbox').first();
    expect(Buffer.compare(Buffer.from(body), bytes)).toBe(0);
  });

  it('stores the same delivery once, however often and at once it comes', async () => {
    await Promise.all(
      Array.from({ length: 10 }, () => inbox.add('main', 'same', NOW)),
    );
    await inbox.add('other', 'same', NOW);
    const waiting = await inbox.waiting(10, NOW);
    expect(waiting.map(({ receiver }) => receiver).sort()).toEqual([
      'main',
      'other',
    ]);
    await finish('markProcessed', waiting[0].id);
    await inbox.add(waiting[0].receiver, 'same', at(1));
    await expect(inbox.waiting(10, at(1))).resolves.toHaveLength(1);
  });

  it('tries again what was set aside when it comes again', async () => {
    await inbox.add('main', 'odd', NOW);
    const [{ id }] = await inbox.waiting(10, NOW);
    await expect(finish('quarantine', id)).resolves.toBe(true);
    await expect(inbox.waiting(10, NOW)).resolves.toEqual([]);
    await inbox.add('main', 'odd', at(1));
    await expect(inbox.waiting(10, at(1))).resolves.toMatchObject([
      { id, tries: 0 },
    ]);
  });

  it('lets one process finish a delivery', async () => {
    await inbox.add('main', 'body', NOW);
    const [{ id }] = await inbox.waiting(10, NOW);
    const outcomes = await Promise.all([
      finish('markProcessed', id),
      finish('markProcessed', id),
      finish('quarantine', id),
    ]);
    expect(outcomes.filter(Boolean)).toHaveLength(1);
  });

  it('hands out what failed only when its time has come', async () => {
    await inbox.add('main', 'body', NOW);
    const [{ id }] = await inbox.waiting(10, NOW);
    await inbox.retryLater(id, 'no luck', at(1));
    await expect(inbox.waiting(10, NOW)).resolves.toEqual([]);
    await expect(inbox.waiting(10, at(1))).resolves.toMatchObject([
      { id, tries: 1 },
    ]);
  });

  it('has room until too many wait', async () => {
    const small = new WebhookInbox(stores.knex, { maxWaiting: 2 });
    await small.add('main', '1', NOW);
    await expect(small.hasRoom()).resolves.toBe(true);
    await small.add('main', '2', NOW);
    await expect(small.hasRoom()).resolves.toBe(false);
    const [{ id }] = await small.waiting(1, NOW);
    await finish('markProcessed', id);
    await expect(small.hasRoom()).resolves.toBe(true);
  });

  it('prunes what is finished, never what waits', async () => {
    for (const body of ['processed', 'odd', 'waits']) {
      await inbox.add('main', body, NOW);
    }
    for (const { id, body } of await inbox.waiting(10, NOW)) {
      if (body === 'processed') await finish('markProcessed', id);
      if (body === 'odd') await finish('quarantine', id);
    }
    const later = new Date(NOW.getTime() + DAY);
    await expect(inbox.prune(NOW, 10)).resolves.toBe(0);
    await expect(inbox.prune(later, 10)).resolves.toBe(2);
    await expect(inbox.waiting(10, later)).resolves.toMatchObject([
      { body: 'waits' },
    ]);
  });
});
