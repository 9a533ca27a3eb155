import { mockServices } from '@backstage/backend-test-utils';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import { Knex } from 'knex';
import { createCollectionStore } from '../collection';
import { bothTestDatabases } from '../testing';
import { MAIN, NOW, after, newDelivery } from './__testUtils__/deliveries';
import { Delivery } from './deliveryRows';
import { DeliveryWorker, UnreadableDeliveryError } from './DeliveryWorker';
import { OpenedDelivery, bearerScheme } from './schemes';
import { WebhookInbox } from './WebhookInbox';
import { WebhookMetrics } from './WebhookMetrics';

const databases = bothTestDatabases();

describe.each(databases.eachSupportedId())('the worker on %s', databaseId => {
  const logger = mockServices.logger.mock();
  const effect = jest.fn<void, [string]>();
  const openEnvelope = jest.fn<OpenedDelivery, [Buffer]>();
  let knex: Knex;
  let inbox: WebhookInbox;
  let now: Date;
  let worker: DeliveryWorker;

  const newWorker = () =>
    new DeliveryWorker({
      inbox,
      receivers: [
        {
          sender: 'sns',
          receiver: 'main',
          scheme: { ...bearerScheme([]), open: openEnvelope },
          maxBodyBytes: 1024,
        },
      ],
      open: async () => (delivery: Delivery) => {
        const text = delivery.body.toString();
        if (text === 'unreadable')
          throw new UnreadableDeliveryError('no sense');
        return async trx => {
          await trx('effects').insert({ text });
          effect(text);
        };
      },
      logger,
      metrics: new WebhookMetrics(metricsServiceMock.mock()),
      clock: () => now,
    });

  beforeEach(async () => {
    jest.resetAllMocks();
    knex = await databases.init(databaseId);
    await createCollectionStore({ getClient: async () => knex });
    await knex.schema.createTable('effects', table => table.string('text'));
    inbox = new WebhookInbox(knex);
    now = NOW;
    worker = newWorker();
  });

  const arrive = (...texts: string[]) =>
    Promise.all(texts.map(text => inbox.add(newDelivery(text), now)));
  const run = (which = worker, signal = new AbortController().signal) =>
    which.run(signal);
  const effects = async () =>
    (await knex('effects')).map(({ text }) => text).sort();
  const row = async () =>
    knex('webhook_deliveries').orderBy('received_at').first();
  const failOn = (bad: string) =>
    effect.mockImplementation(text => {
      if (text === bad) throw new Error('no luck');
    });

  it('processes what waits, once', async () => {
    await arrive('a', 'b');
    await run();
    await run();
    expect(await effects()).toEqual(['a', 'b']);
  });

  it('tries after 1, 2, 4 and 8 seconds, then sets it aside and holds up no other', async () => {
    await arrive('bad');
    failOn('bad');
    for (const seconds of [0, 1, 3, 7]) {
      now = after(seconds);
      await run();
      expect(await row()).toMatchObject({
        state: 'received',
        reason: 'no luck',
      });
      const { tries, due_at: dueAt } = await row();
      expect(Date.parse(dueAt) - now.getTime()).toBe(1000 * 2 ** (tries - 1));
      now = new Date(Date.parse(dueAt) - 1);
      await arrive(`good ${seconds}`);
      await run();
      expect(await row()).toMatchObject({ tries });
    }
    now = after(15);
    await run();
    expect(
      await knex('webhook_deliveries').where({ state: 'quarantined' }),
    ).toMatchObject([
      {
        tries: 5,
        reason: 'no luck (5 tries; see the log)',
        refused_by: 'store',
        letter_state: 'waiting',
        excerpt: 'bad',
      },
    ]);
    expect(await effects()).toEqual(['good 0', 'good 1', 'good 3', 'good 7']);
  });

  it('wastes no try on what cannot be read', async () => {
    await arrive('unreadable');
    await run();
    expect(await row()).toMatchObject({
      state: 'quarantined',
      tries: 1,
      reason: 'no sense',
      refused_by: 'source',
    });
    expect(logger.error).not.toHaveBeenCalled();
  });

  it('sets aside what kills its process again and again', async () => {
    await arrive('killer');
    for (let death = 0; death < 5; death++) {
      expect(await inbox.claim(now, 120_000)).toBeDefined();
      now = new Date(now.getTime() + 120_000);
    }
    await run();
    expect(await row()).toMatchObject({
      state: 'quarantined',
      reason: 'its processing never came to an end',
    });
    expect(await effects()).toEqual([]);
  });

  it('goes on with what another process left, once its lease is over', async () => {
    await arrive('a');
    await inbox.claim(now, 120_000);
    await run();
    expect(await effects()).toEqual([]);
    now = after(120);
    await run();
    expect(await effects()).toEqual(['a']);
  });

  it('has no effect when its lease has gone to another in the meantime', async () => {
    await arrive('a');
    const { transaction } = inbox;
    jest.spyOn(inbox, 'transaction').mockImplementationOnce(async work => {
      now = after(120);
      expect(await inbox.claim(now, 120_000)).toMatchObject({ leaseNumber: 2 });
      return transaction.call(inbox, work);
    });
    await run();
    expect(await effects()).toEqual([]);
    expect(await row()).toMatchObject({ state: 'received', lease_number: 2 });
  });

  it('touches nothing when it cannot begin', async () => {
    await arrive('a');
    const failing = new DeliveryWorker({
      inbox,
      receivers: [],
      open: async () => {
        throw new Error('catalog is down');
      },
      logger,
      metrics: new WebhookMetrics(metricsServiceMock.mock()),
      clock: () => now,
    });
    await expect(run(failing)).rejects.toThrow('catalog is down');
    expect(await row()).toMatchObject({ state: 'received', tries: 0 });
  });

  it('stops when it is told to', async () => {
    await arrive('a');
    await run(worker, AbortSignal.abort());
    expect(await row()).toMatchObject({ state: 'received', tries: 0 });
    const controller = new AbortController();
    await arrive('b', 'c');
    effect.mockImplementation(() => controller.abort());
    await run(worker, controller.signal);
    expect(await effects()).toHaveLength(1);
  });

  it('shares the work with another worker', async () => {
    const texts = Array.from({ length: 60 }, (_, index) => `${index}`);
    await arrive(...texts);
    await Promise.all([run(), run(newWorker()), run(newWorker())]);
    expect(await effects()).toEqual([...texts].sort());
  });

  it('tries again by itself when it is on the scheduler', async () => {
    const scheduler = mockServices.scheduler();
    await worker.schedule(scheduler);
    await arrive('bad');
    effect.mockImplementationOnce(() => {
      now = after(60);
      throw new Error('no luck');
    });
    await scheduler.triggerTask('process-webhooks');
    now = after(120);
    await new Promise(resolve => {
      setTimeout(resolve, 1_500);
    });
    expect(await effects()).toEqual(['bad']);
  });

  it('processes what became due while it ran, and is over when that is', async () => {
    let goOn = () => {};
    const held = new Promise<void>(resolve => {
      goOn = resolve;
    });
    const { anyDue } = inbox;
    jest.spyOn(inbox, 'anyDue').mockImplementationOnce(async at => {
      const due = await anyDue.call(inbox, at);
      await held;
      return due;
    });
    worker.kick();
    await arrive('late');
    const done = worker.processDue();
    goOn();
    await done;
    expect(await effects()).toEqual(['late']);
  });

  it('logs when a kick fails', async () => {
    jest
      .spyOn(inbox, 'anyDue')
      .mockRejectedValue(new Error('database is gone'));
    worker.kick();
    await new Promise(setImmediate);
    expect(logger.error).toHaveBeenCalledWith(
      'Processing webhooks failed',
      expect.any(Error),
    );
  });

  describe('with an envelope', () => {
    const address = { sender: 'sns', receiver: 'main' };
    const arriveWrapped = () =>
      inbox.add(newDelivery('wrapped', { address }), now);

    it('processes what is in it', async () => {
      openEnvelope.mockImplementation(() => ({
        type: 'message',
        body: Buffer.from('inside'),
      }));
      await arriveWrapped();
      await run();
      expect(await effects()).toEqual(['inside']);
    });

    it('does a handshake until it succeeds', async () => {
      const perform = jest.fn().mockRejectedValueOnce(new Error('HTTP 500'));
      openEnvelope.mockImplementation(() => ({ type: 'handshake', perform }));
      await arriveWrapped();
      await run();
      expect(await row()).toMatchObject({
        state: 'received',
        reason: 'HTTP 500',
      });
      now = after(1);
      await run();
      expect(perform).toHaveBeenCalledTimes(2);
      expect(await row()).toMatchObject({ state: 'processed', reason: null });
      expect(await effects()).toEqual([]);
    });
  });

  it('keeps the receiver in its log', async () => {
    await arrive('unreadable');
    await run();
    expect(logger.warn).toHaveBeenCalledWith(
      `A delivery to ${MAIN.sender}/${MAIN.receiver} is set aside: no sense`,
    );
  });
});
