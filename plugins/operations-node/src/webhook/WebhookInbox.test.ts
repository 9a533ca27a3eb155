import { Knex } from 'knex';
import { createCollectionStore } from '../collection';
import { bothTestDatabases } from '../testing';
import { MAIN, NOW, after, newDelivery } from './__testUtils__/deliveries';
import { ClaimedDelivery } from './deliveryRows';
import { WebhookInbox } from './WebhookInbox';

const databases = bothTestDatabases();
const OTHER = { sender: 'alertmanager', receiver: 'other' };
const LEASE_MS = 60_000;

describe.each(databases.eachSupportedId())('the inbox on %s', databaseId => {
  let knex: Knex;
  let inbox: WebhookInbox;
  beforeEach(async () => {
    knex = await databases.init(databaseId);
    await createCollectionStore({ getClient: async () => knex });
    inbox = new WebhookInbox(knex);
  });

  const add = (text: string | Buffer, now = NOW) =>
    inbox.add(newDelivery(text, { now }), now);
  const claim = async (now = NOW): Promise<ClaimedDelivery> => {
    const claimed = await inbox.claim(now, LEASE_MS);
    if (!claimed) throw new Error('nothing is due');
    return claimed;
  };
  const process = (claimed: ClaimedDelivery, now = NOW) =>
    inbox.transaction(trx => inbox.markProcessed(trx, claimed, now));
  const setAside = (claimed: ClaimedDelivery, now = NOW) =>
    inbox.transaction(trx =>
      inbox.quarantine(
        trx,
        claimed,
        { reason: 'odd', refusedBy: 'source' },
        now,
      ),
    );
  const nothingDue = async (now = NOW) => {
    expect(await inbox.anyDue(now)).toBe(false);
    expect(await inbox.claim(now, LEASE_MS)).toBeUndefined();
  };

  it('leases what waits, the oldest first, as it came', async () => {
    await add('second', after(2));
    await add('first é', after(1));
    expect(await inbox.anyDue(after(3))).toBe(true);
    expect(await claim(after(3))).toMatchObject({
      ...MAIN,
      body: Buffer.from('first é'),
      receivedAt: after(1),
      leaseNumber: 1,
      tries: 1,
    });
    expect(await claim(after(3))).toMatchObject({
      body: Buffer.from('second'),
    });
    await nothingDue(after(3));
  });

  it('keeps bytes that are no text', async () => {
    const bytes = Buffer.from([0x00, 0xff, 0xfe]);
    await add(bytes);
    expect((await claim()).body.equals(bytes)).toBe(true);
  });

  it('leases each delivery once, however many ask at once', async () => {
    for (let i = 0; i < 20; i++) await add(`${i}`);
    const claims = await Promise.all(
      Array.from({ length: 30 }, () => inbox.claim(NOW, LEASE_MS)),
    );
    const ids = claims.flatMap(each => each?.id ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    while (await inbox.anyDue(NOW)) ids.push((await claim()).id);
    expect(new Set(ids).size).toBe(20);
  });

  it('gives a lease that has run out to another, and no effect to the first', async () => {
    await add('body');
    const first = await claim();
    await nothingDue(after(59));
    const second = await claim(after(60));
    expect(second).toMatchObject({ id: first.id, leaseNumber: 2, tries: 2 });
    expect(await process(first)).toBe(false);
    expect(await setAside(first)).toBe(false);
    expect(await inbox.retryLater(first, 'late', after(1))).toBe(false);
    expect(await process(second)).toBe(true);
    expect(await process(second)).toBe(false);
  });

  it('stores the same delivery once, however often and at once it comes', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () => add('same')),
    );
    expect(outcomes.filter(each => each === 'stored')).toHaveLength(1);
    const other = newDelivery('same', { address: OTHER });
    expect(await inbox.add(other, NOW)).toBe('stored');
    expect(
      await inbox.add(
        { ...other, address: { ...OTHER, sender: 'grafana' } },
        NOW,
      ),
    ).toBe('stored');
    await process(await claim());
    await process(await claim());
    await process(await claim());
    expect(await add('same', after(29 * 86_400))).toBe('duplicate');
    await nothingDue(after(29 * 86_400));
  });

  it('knows a signed id again, whatever the body', async () => {
    const named = (body: string) =>
      newDelivery(body, { verified: { deliveryId: 'msg_1', sentAt: NOW } });
    expect(await inbox.add(named('a'), NOW)).toBe('stored');
    expect(await inbox.add(named('b'), after(3600))).toBe('duplicate');
  });

  it('takes the same words anew once a signed time has left the window', async () => {
    const timed = (now: Date) =>
      inbox.add(newDelivery('same', { verified: { sentAt: now }, now }), now);
    expect(await timed(NOW)).toBe('stored');
    expect(await timed(after(601))).toBe('duplicate');
    await process(await claim(after(601)));
    expect(await timed(after(600))).toBe('duplicate');
    expect(await timed(after(601))).toBe('stored');
    expect(await claim(after(601))).toMatchObject({
      receivedAt: after(601),
      tries: 1,
    });
  });

  it('tries again what was set aside when it comes again', async () => {
    await add('odd');
    const first = await claim();
    expect(await setAside(first)).toBe(true);
    await nothingDue();
    expect(await add('odd', after(1))).toBe('stored');
    const again = await claim(after(1));
    expect(again).toMatchObject({ id: first.id, tries: 1 });
    await process(again, after(2));
    // What was wrong with it stays told; nobody waits for it any more.
    expect(await knex('webhook_deliveries').first()).toMatchObject({
      state: 'processed',
      letter_state: 'replayed',
      reason: 'odd',
      times: 2,
      first_received_at: NOW.toISOString(),
      received_at: after(1).toISOString(),
    });
  });

  it('hands out what failed only when its time has come', async () => {
    await add('body');
    expect(await inbox.retryLater(await claim(), 'no luck', after(9))).toBe(
      true,
    );
    await nothingDue(after(8));
    expect(await claim(after(9))).toMatchObject({ tries: 2 });
  });

  it('has room until too many of a receiver wait', async () => {
    const small = new WebhookInbox(knex, { maxWaiting: 2 });
    await add('1');
    expect(await small.hasRoom(MAIN)).toBe(true);
    await add('2');
    expect(await small.hasRoom(MAIN)).toBe(false);
    expect(await small.hasRoom(OTHER)).toBe(true);
    await process(await claim());
    expect(await small.hasRoom(MAIN)).toBe(true);
  });

  it('prunes what is processed, never what waits or was set aside', async () => {
    await add('processed');
    await process(await claim());
    await add('odd');
    await setAside(await claim());
    await add('waits');
    expect(await inbox.prune(NOW, 10)).toBe(0);
    expect(await inbox.prune(after(1), 10)).toBe(1);
    expect((await claim()).body.toString()).toBe('waits');
    expect(await knex('webhook_deliveries')).toHaveLength(2);
  });
});
