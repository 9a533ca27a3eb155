import { once } from 'node:events';
import { Agent, Server, createServer, request } from 'node:http';
import { AddressInfo } from 'node:net';
import { mockErrorHandler, mockServices } from '@backstage/backend-test-utils';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import express from 'express';
import createKnex, { Knex } from 'knex';
import { createCollectionStore } from '../collection';
import { bothTestDatabases } from '../testing';
import { createWebhookRouter } from './createWebhookRouter';
import { DeliveryWorker } from './DeliveryWorker';
import { ReceiverLog } from './ReceiverLog';
import { ReceiverStore } from './ReceiverStore';
import { githubScheme } from './schemes';
import { hmacSha256 } from './schemes/checks';
import { WebhookInbox } from './WebhookInbox';
import { WebhookMetrics } from './WebhookMetrics';

const SECRET = 'a-secret-of-16-or-more';
const DELIVERIES = 1_000;
const REPEATED = 200;
const FORGED = 50;
const AT_ONCE = 40;
const LEASE_MS = 120_000;

const databases = bothTestDatabases();

/** One backend process: a receiver and a worker over a pool of connections of its own. */
class Replica {
  readonly #server: Server;
  readonly #worker: DeliveryWorker;
  clockAheadMs = 0;

  /** @param afterEffect - within the transaction of each effect, before it commits */
  constructor(
    readonly knex: Knex,
    afterEffect?: (trx: Knex.Transaction) => Promise<void>,
  ) {
    const inbox = new WebhookInbox(knex);
    const metrics = new WebhookMetrics(metricsServiceMock.mock());
    const logger = mockServices.logger.mock();
    const receivers = [
      {
        sender: 'github',
        receiver: 'main',
        scheme: githubScheme([SECRET]),
        maxBodyBytes: 1024,
      },
    ];
    const app = express();
    app.use(
      createWebhookRouter({
        path: '/webhooks',
        receivers,
        inbox,
        log: new ReceiverLog({
          receivers: new ReceiverStore(knex),
          metrics,
          logger,
        }),
      }),
    );
    app.use(mockErrorHandler());
    this.#server = createServer(app);
    this.#worker = new DeliveryWorker({
      inbox,
      receivers,
      open: async () => delivery => async trx => {
        await trx('effects').insert({ body: delivery.body.toString() });
        await afterEffect?.(trx);
      },
      logger,
      metrics,
      clock: () => new Date(Date.now() + this.clockAheadMs),
    });
  }

  async listen(): Promise<number> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return (this.#server.address() as AddressInfo).port;
  }

  work(): Promise<void> {
    return this.#worker.run(new AbortController().signal);
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });

async function post(port: number, body: string, secret: string) {
  const attempt = request({
    agent,
    host: '127.0.0.1',
    port,
    method: 'POST',
    path: '/webhooks/github/main',
    headers: {
      'X-Hub-Signature-256': `sha256=${hmacSha256(secret, body).toString(
        'hex',
      )}`,
    },
  });
  attempt.end(body);
  const [response] = await once(attempt, 'response');
  response.resume();
  await once(response, 'end');
  return response.statusCode as number;
}

/** SQLite answers without leaving the event loop's turn: others must have theirs. */
const nextTurn = () => new Promise(setImmediate);

/** In no order that means anything, but in the same one each time. */
function shuffled<T>(items: readonly T[]): T[] {
  const keyed = items.map(
    (item, index) => [(index * 7919) % 5003, item] as const,
  );
  return keyed.sort(([a], [b]) => a - b).map(([, item]) => item);
}

describe.each(databases.eachSupportedId())(
  'a burst of webhooks on %s',
  databaseId => {
    afterAll(() => agent.destroy());

    it('loses none and processes none twice, although a worker dies', async () => {
      const knex = await databases.init(databaseId);
      await createCollectionStore({ getClient: async () => knex });
      await knex.schema.createTable('effects', table => table.string('body'));
      // SQLite means one process; on PostgreSQL each replica has a pool of its own.
      const pools =
        databaseId === 'SQLITE_3'
          ? [knex, knex, knex]
          : [
              knex,
              createKnex(knex.client.config),
              // The one that dies does not wait long for a connection that will not come.
              createKnex({
                ...knex.client.config,
                acquireConnectionTimeout: 1_000,
              }),
            ];
      const [a, b] = pools.slice(0, 2).map(pool => new Replica(pool));
      let dyingEffects = 0;
      const doomed = new Replica(pools[2], async trx => {
        dyingEffects++;
        if (dyingEffects < 10) return;
        // Its process is gone between the effect and the commit.
        void pools[2].destroy();
        await trx.raw('select pg_terminate_backend(pg_backend_pid())');
      });
      const ports = [await a.listen(), await b.listen()];

      const genuine = Array.from(
        { length: DELIVERIES },
        (_, i) => `{"n":${i}}`,
      );
      const queue = shuffled([
        ...genuine.map(body => ({ body, secret: SECRET })),
        ...genuine.slice(0, REPEATED).map(body => ({ body, secret: SECRET })),
        ...genuine.slice(0, FORGED).map(body => ({ body, secret: 'forged' })),
      ]);
      const answers = new Map<number, number>();
      let next = 0;
      const send = async () => {
        while (next < queue.length) {
          const index = next++;
          const { body, secret } = queue[index];
          const status = await post(ports[index % 2], body, secret);
          answers.set(status, (answers.get(status) ?? 0) + 1);
        }
      };
      const senders = Promise.all(Array.from({ length: AT_ONCE }, send));

      // While deliveries come in, one worker dies in the middle of its work: it
      // leaves leases behind, and on PostgreSQL a transaction between effect and commit.
      const inbox = new WebhookInbox(doomed.knex);
      const abandoned: string[] = [];
      while (abandoned.length < 25 && next < queue.length) {
        const claim = await inbox.claim(new Date(), LEASE_MS);
        if (claim) abandoned.push(claim.id);
        await nextTurn();
      }
      if (doomed.knex !== knex) {
        while (dyingEffects < 10 && next < queue.length) {
          await doomed.work().catch(() => {});
          await nextTurn();
        }
      }
      // The others go on while deliveries still come in.
      let allSent = false;
      const goOn = async (replica: Replica) => {
        while (!allSent) {
          await replica.work();
          await nextTurn();
        }
      };
      const working = Promise.all([goOn(a), goOn(b)]);
      await senders;
      allSent = true;
      await working;
      await Promise.all([a.work(), b.work()]);
      const left = await knex('webhook_deliveries').where({
        state: 'received',
      });
      // One more on PostgreSQL: the delivery whose transaction was killed.
      expect(left).toHaveLength(doomed.knex === knex ? 25 : 26);
      b.clockAheadMs = LEASE_MS + 60_000;
      await b.work();

      expect([...answers].sort()).toEqual([
        [202, DELIVERIES + REPEATED],
        [401, FORGED],
      ]);
      const rows = await knex('webhook_deliveries').select('state');
      expect(rows).toHaveLength(DELIVERIES);
      expect(rows.every(({ state }) => state === 'processed')).toBe(true);
      const effects = (await knex('effects')).map(({ body }) => body);
      expect(effects).toHaveLength(DELIVERIES);
      expect(new Set(effects)).toEqual(new Set(genuine));
      [a, b].forEach(replica => replica.close());
      await Promise.all(
        pools.slice(1, 2).map(pool => pool !== knex && pool.destroy()),
      );
    }, 180_000);
  },
);
