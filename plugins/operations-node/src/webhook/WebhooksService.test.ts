import { mockServices } from '@backstage/backend-test-utils';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import { sourceStateSchema } from '@opsdeck/backstage-plugin-operations-common';
import { Knex } from 'knex';
import { createCollectionStore } from '../collection';
import { bothTestDatabases } from '../testing';
import { MAIN, NOW, after, newDelivery } from './__testUtils__/deliveries';
import { DeliveryCounts } from './DeliveryCounts';
import { DeliveryWorker, UnreadableDeliveryError } from './DeliveryWorker';
import { Quarantine } from './Quarantine';
import { WebhookReceiver } from './receiver';
import { ReceiverStore } from './ReceiverStore';
import { bearerScheme } from './schemes';
import { WebhookInbox } from './WebhookInbox';
import { WebhookMetrics } from './WebhookMetrics';
import { WebhooksService } from './WebhooksService';

const databases = bothTestDatabases();
const SOURCE = 'webhooks-alertmanager';
const QUIET = { sender: 'alertmanager', receiver: 'quiet' };
const PAGE = { limit: 50 };
const NONE = '00000000-0000-4000-8000-000000000000';

describe.each(databases.eachSupportedId())(
  'the receivers as sources on %s',
  databaseId => {
    const receivers: WebhookReceiver[] = [
      {
        ...MAIN,
        scheme: bearerScheme([]),
        maxBodyBytes: 1024,
        maxSilence: 'PT1H',
        reconciledBy: { sourceId: 'alerts', scopeId: 'main' },
      },
      { ...QUIET, scheme: bearerScheme([]), maxBodyBytes: 1024 },
    ];
    let knex: Knex;
    let inbox: WebhookInbox;
    let store: ReceiverStore;
    let now: Date;
    let worker: DeliveryWorker;
    let service: WebhooksService;
    let processDue: () => Promise<void>;
    /** What happens to a delivery; nothing where it is undefined. */
    let problem: Error | undefined;
    let effects: string[];

    beforeEach(async () => {
      knex = await databases.init(databaseId);
      await createCollectionStore({ getClient: async () => knex });
      inbox = new WebhookInbox(knex);
      store = new ReceiverStore(knex);
      now = NOW;
      problem = undefined;
      effects = [];
      const clock = () => now;
      worker = new DeliveryWorker({
        inbox,
        receivers,
        open: async () => delivery => {
          if (problem) throw problem;
          return async () => {
            effects.push(delivery.body.toString());
          };
        },
        logger: mockServices.logger.mock(),
        metrics: new WebhookMetrics(metricsServiceMock.mock()),
        clock,
      });
      processDue = () => worker.processDue();
      service = new WebhooksService({
        pluginId: 'incidents',
        receivers,
        store,
        counts: new DeliveryCounts(knex),
        quarantine: new Quarantine(knex),
        processDue: () => processDue(),
        clock,
      });
    });

    const arrive = (text: string, address = MAIN) =>
      inbox.add(newDelivery(text, { address, now }), now);
    /** A delivery that cannot be read, a second after the one before. */
    const setAside = async (text: string, address = MAIN) => {
      now = new Date(now.getTime() + 1000);
      problem = new UnreadableDeliveryError('The body is no JSON');
      await arrive(text, address);
      await worker.processDue();
      problem = undefined;
    };
    const letters = async (query = {}) =>
      service.deadLetters(SOURCE, { ...PAGE, ...query });
    const onlyId = async () => (await letters()).items[0].id;

    it('are all listed, with what is known of each', async () => {
      await store.register(receivers, after(-7200));
      await setAside('odd');
      await arrive('waits', QUIET);
      await store.noteReceived(QUIET, after(1));
      await store.noteRefused(QUIET, 'wrong-signature', after(2));
      now = after(3);
      const sources = await service.sources();
      expect(sources).toMatchObject([
        {
          id: SOURCE,
          title: 'Webhooks of alertmanager',
          cadence: null,
          scopes: [
            {
              id: 'main',
              deadLetters: 1,
              freshness: {
                cadence: 'PT1H',
                lastSuccessAt: null,
                failure: { kind: 'silent' },
              },
              receiver: {
                scheme: 'bearer',
                maxSilence: 'PT1H',
                takenLastDay: 1,
                waiting: 0,
                lastRefused: null,
              },
            },
            {
              id: 'quiet',
              deadLetters: 0,
              freshness: {
                cadence: null,
                lastSuccessAt: after(1).toISOString(),
                failure: { kind: 'unauthorized' },
              },
              receiver: {
                maxSilence: null,
                takenLastDay: 1,
                waiting: 1,
                lastRefused: {
                  at: after(2).toISOString(),
                  reason: 'wrong-signature',
                },
              },
            },
          ],
        },
      ]);
      for (const source of sources) sourceStateSchema.parse(source);
      now = after(86_402);
      const [{ scopes }] = await service.sources();
      expect(scopes.map(each => each.receiver?.takenLastDay)).toEqual([0, 0]);
    });

    it('are listed before anything is known of them, and never late without a limit', async () => {
      const [{ scopes }] = await service.sources();
      expect(scopes.map(({ freshness }) => freshness.failure)).toEqual([
        null,
        null,
      ]);
      await store.register(receivers, NOW);
      now = after(10 * 86_400);
      const [later] = await service.sources();
      expect(
        later.scopes.map(({ freshness }) => freshness.failure?.kind),
      ).toEqual(['silent', undefined]);
    });

    it('know their sources, and what is read instead', () => {
      expect(service.has(SOURCE)).toBe(true);
      expect(service.has('alerts')).toBe(false);
      expect(service.reconciledBy(SOURCE, 'main')).toEqual({
        sourceId: 'alerts',
        scopeId: 'main',
      });
      expect(service.reconciledBy(SOURCE, 'quiet')).toBeUndefined();
    });

    it('show what was set aside as dead letters, without secrets', async () => {
      await setAside('{"password":"hunter2","a":1}');
      await setAside('odd', QUIET);
      await arrive('never set aside');
      const page = await letters({ scopeId: 'main' });
      expect(page).toEqual({
        items: [
          {
            id: expect.any(String),
            sourceId: SOURCE,
            scopeId: 'main',
            state: 'waiting',
            refusedBy: 'source',
            arrivedAt: after(1).toISOString(),
            firstArrivedAt: after(1).toISOString(),
            times: 1,
            reason: 'The body is no JSON',
            excerpt: expect.stringContaining('"password": "[redacted]"'),
            notReplayable: null,
            replays: 0,
            lastReplayAt: null,
          },
        ],
        nextCursor: null,
        counts: { waiting: 1, replayed: 0, archived: 0 },
      });
      const [{ id }] = page.items;
      const letter = await service.deadLetter(SOURCE, id);
      expect(JSON.parse(letter.payload)).toEqual({
        password: '[redacted]',
        a: 1,
      });
      expect((await letters({ scopeId: 'nobody' })).items).toEqual([]);
    });

    it('page them, the latest first', async () => {
      for (const text of ['a', 'b', 'c']) await setAside(text);
      const first = await letters({ limit: 2 });
      expect(first.items.map(({ excerpt }) => excerpt)).toEqual(['c', 'b']);
      const rest = await letters({ limit: 2, cursor: first.nextCursor });
      expect(rest.items.map(({ excerpt }) => excerpt)).toEqual(['a']);
      expect(rest.nextCursor).toBeNull();
      await expect(letters({ cursor: 'nonsense' })).rejects.toMatchObject({
        name: 'InputError',
      });
    });

    it('know neither others’ sources nor letters that are none', async () => {
      await arrive('never set aside');
      const { id } = await knex('webhook_deliveries').first();
      for (const attempt of [
        () => service.deadLetters('webhooks-nobody', PAGE),
        () => service.deadLetter('webhooks-nobody', id),
        () => service.replayAll('webhooks-nobody', {}),
        () => service.deadLetter(SOURCE, id),
        () => service.replay(SOURCE, id),
        () => service.replay(SOURCE, NONE),
      ]) {
        await expect(attempt()).rejects.toMatchObject({
          name: 'NotFoundError',
        });
      }
      await worker.processDue();
      expect(effects).toEqual(['never set aside']);
    });

    it('clear a dead letter whose replay succeeds', async () => {
      await setAside('odd');
      const id = await onlyId();
      now = after(60);
      const replayed = { id, outcome: 'replayed', reason: null };
      expect(await service.replay(SOURCE, id)).toEqual(replayed);
      expect(effects).toEqual(['odd']);
      expect(await letters({ state: 'waiting' })).toMatchObject({
        items: [],
        counts: { waiting: 0, replayed: 1, archived: 0 },
      });
      expect(await service.deadLetter(SOURCE, id)).toMatchObject({
        state: 'replayed',
        reason: 'The body is no JSON',
        replays: 1,
        lastReplayAt: after(60).toISOString(),
      });
      const [{ scopes }] = await service.sources();
      expect(scopes[0].deadLetters).toBe(0);
      // What is stored is not stored twice.
      expect(await service.replay(SOURCE, id)).toEqual(replayed);
      expect(effects).toEqual(['odd']);
    });

    it('keep one that is refused again, with the new reason', async () => {
      await setAside('odd');
      const id = await onlyId();
      problem = new UnreadableDeliveryError('version 9 is not known');
      expect(await service.replay(SOURCE, id)).toEqual({
        id,
        outcome: 'kept',
        reason: 'version 9 is not known',
      });
      expect(await letters()).toMatchObject({
        items: [{ state: 'waiting', replays: 1 }],
        counts: { waiting: 1 },
      });
    });

    it('tell that one is tried again by itself, and lose it never', async () => {
      await setAside('odd');
      const id = await onlyId();
      problem = new Error('insert into `alerts` ("x") - disk is full');
      expect(await service.replay(SOURCE, id)).toEqual({
        id,
        outcome: 'queued',
        reason: 'it is tried again by itself after: disk is full',
      });
      // It still counts, and a second replay does not begin anew.
      expect((await letters()).counts.waiting).toBe(1);
      expect(await service.replay(SOURCE, id)).toMatchObject({
        outcome: 'queued',
      });
      expect(await service.deadLetter(SOURCE, id)).toMatchObject({
        replays: 1,
      });
      problem = undefined;
      now = after(60);
      await worker.processDue();
      expect((await letters()).counts).toMatchObject({
        waiting: 0,
        replayed: 1,
      });
    });

    it('tell that one waits for its turn', async () => {
      await setAside('odd');
      const id = await onlyId();
      processDue = async () => {};
      expect(await service.replay(SOURCE, id)).toEqual({
        id,
        outcome: 'queued',
        reason: 'it was not taken up yet; look again in a minute',
      });
    });

    it('replay all of one receiver, what was tried least first', async () => {
      await setAside('a');
      await setAside('b');
      await setAside('c', QUIET);
      const report = await service.replayAll(SOURCE, { scopeId: 'main' });
      expect(report.remaining).toBe(0);
      expect(report.results.map(({ outcome }) => outcome)).toEqual([
        'replayed',
        'replayed',
      ]);
      expect(effects.sort()).toEqual(['a', 'b']);
      expect((await letters()).counts).toMatchObject({
        waiting: 1,
        replayed: 2,
      });
      expect(await service.replayAll(SOURCE, { scopeId: 'main' })).toEqual({
        results: [],
        remaining: 0,
      });
    });

    it('take on a hundred at once and say how many are left', async () => {
      problem = new UnreadableDeliveryError('odd');
      for (let i = 0; i < 101; i++) await arrive(`${i}`);
      await worker.processDue();
      problem = undefined;
      const { results, remaining } = await service.replayAll(SOURCE, {});
      expect([results.length, remaining]).toEqual([100, 1]);
      expect(new Set(results.map(({ outcome }) => outcome))).toEqual(
        new Set(['replayed']),
      );
    });

    it('archive what nobody deals with, and still replay it', async () => {
      await setAside('odd');
      const id = await onlyId();
      const quarantine = new Quarantine(knex);
      expect(await quarantine.archive(after(1), 10)).toBe(0);
      expect(await quarantine.archive(after(2), 10)).toBe(1);
      expect((await letters()).counts).toEqual({
        waiting: 0,
        replayed: 0,
        archived: 1,
      });
      expect(await service.replay(SOURCE, id)).toMatchObject({
        outcome: 'replayed',
      });
    });
  },
);
