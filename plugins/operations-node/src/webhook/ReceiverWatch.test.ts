import { mockServices } from '@backstage/backend-test-utils';
import { ConflictError, NotFoundError } from '@backstage/errors';
import { Knex } from 'knex';
import { createCollectionStore } from '../collection';
import { bothTestDatabases } from '../testing';
import { MAIN, NOW, after } from './__testUtils__/deliveries';
import { DeliveryCounts } from './DeliveryCounts';
import { Quarantine } from './Quarantine';
import { WebhookReceiver } from './receiver';
import { ReceiverStore } from './ReceiverStore';
import { ReceiverWatch } from './ReceiverWatch';
import { bearerScheme } from './schemes';
import { WebhooksService } from './WebhooksService';

const databases = bothTestDatabases();
const HOUR = 3600;

describe.each(databases.eachSupportedId())(
  'watching receivers on %s',
  databaseId => {
    const receiver: WebhookReceiver = {
      ...MAIN,
      scheme: bearerScheme([]),
      maxBodyBytes: 1024,
      maxSilence: 'PT1H',
      reconciledBy: { sourceId: 'alerts', scopeId: 'main' },
    };
    const quiet: WebhookReceiver = {
      ...receiver,
      receiver: 'quiet',
      maxSilence: undefined,
      reconciledBy: undefined,
    };
    const readNow = jest.fn();
    const logger = mockServices.logger.mock();
    let knex: Knex;
    let store: ReceiverStore;
    let now: Date;
    let watch: ReceiverWatch;
    let service: WebhooksService;

    beforeEach(async () => {
      jest.resetAllMocks();
      knex = await databases.init(databaseId);
      await createCollectionStore({ getClient: async () => knex });
      store = new ReceiverStore(knex);
      now = NOW;
      const receivers = [receiver, quiet];
      const clock = () => now;
      watch = new ReceiverWatch({ receivers, store, readNow, logger, clock });
      service = new WebhooksService({
        pluginId: 'incidents',
        receivers,
        store,
        counts: new DeliveryCounts(knex),
        quarantine: new Quarantine(knex),
        processDue: async () => {},
        clock,
      });
    });

    const start = () => watch.start(mockServices.scheduler());
    const checkAt = async (seconds: number) => {
      now = after(seconds);
      await watch.check();
    };
    const freshnessAt = async (seconds: number) => {
      now = after(seconds);
      const [{ scopes }] = await service.sources();
      return scopes[0].freshness;
    };

    it('reads the source after a start, and again after the next', async () => {
      await start();
      await start();
      expect(readNow.mock.calls).toEqual([
        ['alerts', 'main'],
        ['alerts', 'main'],
      ]);
    });

    it('reads the source once when the sender falls silent, and once when it is heard again', async () => {
      await start();
      readNow.mockClear();
      await checkAt(HOUR);
      expect(readNow).not.toHaveBeenCalled();
      await checkAt(HOUR + 1);
      await checkAt(HOUR + 60);
      expect(readNow).toHaveBeenCalledTimes(1);
      expect(logger.warn).toHaveBeenCalledWith(
        'No webhook has come to alertmanager/main for more than PT1H',
      );
      await store.noteReceived(MAIN, after(HOUR + 100));
      await checkAt(HOUR + 120);
      await checkAt(HOUR + 180);
      expect(readNow).toHaveBeenCalledTimes(2);
      expect(logger.warn).toHaveBeenLastCalledWith(
        'Webhooks come to alertmanager/main again',
      );
      await checkAt(2 * HOUR + 101);
      expect(readNow).toHaveBeenCalledTimes(3);
    });

    it('counts silence from the last delivery, over a restart', async () => {
      await start();
      await store.noteReceived(MAIN, after(1800));
      now = after(HOUR);
      await start();
      await checkAt(HOUR + 1800);
      expect(logger.warn).not.toHaveBeenCalled();
      await checkAt(HOUR + 1801);
      expect(logger.warn).toHaveBeenCalledTimes(1);
    });

    it.each([
      new ConflictError('was read just now'),
      new NotFoundError('no scope'),
    ])('is content when it cannot be read at once: %s', async error => {
      readNow.mockRejectedValue(error);
      await start();
      expect(logger.info).toHaveBeenCalledTimes(1);
    });

    it('notes a silence only once the source is to be read', async () => {
      await start();
      readNow.mockRejectedValueOnce(new Error('database is gone'));
      await expect(checkAt(HOUR + 1)).rejects.toThrow('database is gone');
      await checkAt(HOUR + 2);
      expect(readNow).toHaveBeenCalledTimes(3);
    });

    describe('as a source', () => {
      it('is fresh while deliveries come', async () => {
        await start();
        await store.noteReceived(MAIN, after(60));
        expect(await freshnessAt(HOUR)).toEqual({
          sourceId: 'webhooks-alertmanager',
          sourceTitle: 'Webhooks of alertmanager',
          scopeId: 'main',
          scopeTitle: 'main',
          cadence: 'PT1H',
          lastSuccessAt: after(60).toISOString(),
          lastAttemptAt: after(60).toISOString(),
          nextRunAt: null,
          failure: null,
        });
      });

      it('fails in plain words when the sender is silent', async () => {
        await start();
        expect((await freshnessAt(HOUR)).failure).toBeNull();
        expect((await freshnessAt(2 * HOUR)).failure).toEqual({
          kind: 'silent',
          message: expect.stringMatching(
            /^No webhook has ever come, for 2 h now; one is expected every 1 h at least\./,
          ),
          at: after(HOUR).toISOString(),
        });
        await store.noteReceived(MAIN, after(HOUR));
        expect((await freshnessAt(3 * HOUR)).failure?.message).toMatch(
          /^No webhook has come for 2 h;/,
        );
      });

      it('says that deliveries are refused, until one is genuine', async () => {
        await start();
        await store.noteRefused(MAIN, 'wrong-signature', after(60));
        expect(await freshnessAt(120)).toMatchObject({
          lastAttemptAt: after(60).toISOString(),
          failure: {
            kind: 'unauthorized',
            message: expect.stringContaining('wrong-signature'),
          },
        });
        await store.noteReceived(MAIN, after(90));
        expect((await freshnessAt(120)).failure).toBeNull();
      });
    });
  },
);
