import { setTimeout as sleep } from 'node:timers/promises';
import { deadLetterPageSchema } from '@opsdeck/backstage-plugin-operations-common';
import { Knex } from 'knex';
import { call, goodInput } from './call';
import { Known } from './known';
import { Operation } from './operations';
import { ALL, header } from './personas';
import { SECRETS, secretsIn } from './secrets';
import { PLUGINS, WholeBackend } from './wholeBackend';

/** An alert whose sender has written secrets into it, and two deliveries that cannot be read. */
const DELIVERIES = [
  {
    version: '4',
    groupKey: '{}',
    status: 'firing',
    alerts: [
      {
        status: 'firing',
        fingerprint: 'c0ffee',
        labels: { alertname: 'Leaky', service: 'hopngo', severity: 'critical' },
        annotations: {
          summary: `login with password=${SECRETS.webhookBody} fails`,
          description: `curl -H "Authorization: Bearer ${SECRETS.webhookBody}" https://ann:${SECRETS.webhookBody}@example.com`,
        },
        startsAt: new Date().toISOString(),
      },
    ],
  },
  { version: '4', alerts: `password: ${SECRETS.webhookBody}` },
  { version: '9', token: SECRETS.webhookBody },
];

/** Where a planted secret turned up, one line each. */
export async function exposures(
  backend: WholeBackend,
  operations: readonly Operation[],
  known: Known,
): Promise<string[]> {
  for (const delivery of DELIVERIES) {
    await backend.agent
      .post('/api/incidents/webhooks/alertmanager/main')
      .set('authorization', `Bearer ${SECRETS.webhook}`)
      .send(delivery)
      .expect(202);
  }
  await processed(backend);

  const found: string[] = [];
  for (const line of backend.logs) {
    found.push(
      ...secretsIn(line).map(
        name => `${name} in the log: ${line.slice(0, 300)}`,
      ),
    );
  }
  for (const pluginId of PLUGINS) {
    const knex = databaseOf(backend, pluginId);
    for (const table of await tablesOf(knex)) {
      // The inbox holds deliveries byte by byte until they are processed and pruned.
      if (table === 'webhook_deliveries') continue;
      const text = JSON.stringify(await knex.select().from(table));
      found.push(
        ...secretsIn(text).map(name => `${name} in ${pluginId}.${table}`),
      );
    }
  }
  for (const operation of operations.filter(({ method }) => method === 'get')) {
    const answer = await call(
      backend,
      operation,
      goodInput(operation, known),
      header(ALL),
    );
    found.push(
      ...secretsIn(answer.text).map(
        name => `${name} in the answer of ${operation.id}`,
      ),
    );
  }
  found.push(...(await exposedLetters(backend)));
  return found;
}

const LETTERS = '/api/incidents/sources/webhooks-alertmanager/dead-letters';

/** What people are shown of the deliveries that could not be read. */
async function exposedLetters({ agent }: WholeBackend): Promise<string[]> {
  const ask = (path: string) =>
    agent.get(path).set('authorization', header(ALL)).expect(200);
  const { text, body } = await ask(LETTERS);
  const { items } = deadLetterPageSchema.parse(body);
  const answers = [text];
  for (const { id } of items) {
    answers.push((await ask(`${LETTERS}/${id}`)).text);
  }
  const hidden = answers.filter(each => each.includes('[redacted]'));
  return [
    // The list, and each of the two.
    ...(hidden.length < 3 ? ['the deliveries are not shown at all'] : []),
    ...answers.flatMap(secretsIn).map(name => `${name} in a dead letter`),
  ];
}

function databaseOf({ databases }: WholeBackend, pluginId: string): Knex {
  const knex = databases.get(pluginId);
  if (!knex) throw new Error(`The ${pluginId} backend has no database`);
  return knex;
}

async function processed(backend: WholeBackend): Promise<void> {
  const incidents = databaseOf(backend, 'incidents');
  for (let i = 0; i < 60; i++) {
    const waiting = await incidents('webhook_deliveries').where({
      state: 'received',
    });
    if (waiting.length === 0) return;
    await sleep(500);
  }
  throw new Error('The deliveries were not processed within 30 s');
}

async function tablesOf(knex: Knex): Promise<string[]> {
  const rows: { name: string }[] =
    knex.client.config.client === 'pg'
      ? await knex('information_schema.tables')
          .where({ table_schema: 'public' })
          .select({ name: 'table_name' })
      : await knex('sqlite_master').where({ type: 'table' }).select('name');
  return rows.map(({ name }) => name);
}
