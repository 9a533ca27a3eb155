import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import {
  SchedulerService,
  coreServices,
  createBackendModule,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  TestBackend,
  createMockDirectory,
  mockCredentials,
  mockServices,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { EntityStatus } from '@opsdeck/backstage-plugin-operations-common';
import {
  Check,
  CheckInput,
  checksExtensionPoint,
} from '@opsdeck/backstage-plugin-operations-node';
import {
  bothTestDatabases,
  startTestBackend,
} from '@opsdeck/backstage-plugin-operations-node/testing';
import {
  CheckResult,
  RunbooksClient,
} from '@opsdeck/backstage-plugin-runbooks-common';
import express from 'express';
import { Knex } from 'knex';
import request from 'supertest';
import { DATABASES } from './__testUtils__/databases';
import { DAILY, RESTORE, SHOP, serviceEntity } from './__testUtils__/runbooks';
import { runbooksPlugin } from './plugin';

/** A check whose answer the test decides. */
class FakeCheck implements Check {
  readonly id = 'fake.check';
  readonly title = 'Fake check';
  outcome: CheckResult['outcome'] = 'pass';
  asked: CheckInput[] = [];

  async evaluate(input: CheckInput): Promise<CheckResult> {
    this.asked.push(input);
    return {
      outcome: this.outcome,
      reason: `the fake says ${this.outcome}`,
      observed: { value: 1 },
      threshold: null,
      source: 'fake',
      observedAt: new Date().toISOString(),
      validForMs: 60_000,
    };
  }
}

const OPSDECK = resolve(__dirname, '../../../packages/cli/bin/opsdeck');

/** What the command line of a team says to an export. */
function verifyByCommand(file: string) {
  const { status, stdout } = spawnSync(
    process.execPath,
    [OPSDECK, 'evidence', 'verify', '-', '--json'],
    { input: file, encoding: 'utf8' },
  );
  return { code: status, document: JSON.parse(stdout) };
}

const databases = bothTestDatabases();

describe.each(DATABASES)('the runbooks plugin on %s', databaseId => {
  const directory = createMockDirectory();
  let scheduler: SchedulerService;
  const check = new FakeCheck();
  const received: EntityStatus[] = [];
  let knex: Knex;
  let backend: TestBackend;

  const features = () => [
    runbooksPlugin,
    createBackendModule({
      pluginId: 'runbooks',
      moduleId: 'fake',
      register(env) {
        env.registerInit({
          deps: {
            checks: checksExtensionPoint,
            taskScheduler: coreServices.scheduler,
          },
          async init({ checks, taskScheduler }) {
            checks.addCheck(check);
            scheduler = taskScheduler;
          },
        });
      },
    }),
    createBackendPlugin({
      pluginId: 'operations',
      register(env) {
        env.registerInit({
          deps: { httpRouter: coreServices.httpRouter },
          async init({ httpRouter }) {
            httpRouter.use(
              express
                .Router()
                .post('/statuses', express.json(), async (req, res) => {
                  received.push(...req.body.statuses);
                  res.json({ accepted: req.body.statuses.length });
                }),
            );
          },
        });
      },
    }),
    mockServices.database.factory({ knex }),
    mockServices.scheduler.factory({ skipTaskRunOnStartup: true }),
    catalogServiceMock.factory({
      entities: [
        {
          ...serviceEntity(directory.path),
          relations: [{ type: 'ownedBy', targetRef: 'group:default/team' }],
        },
        {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'User',
          metadata: { name: 'dana' },
        },
      ],
    }),
  ];

  const clientOf = (user: string) =>
    new RunbooksClient(async (path, init) => {
      const headers = new Headers(init?.headers);
      headers.set('authorization', mockCredentials.user.header(user));
      const port = backend.server.port();
      return fetch(`http://localhost:${port}/api/runbooks${path}`, {
        ...init,
        headers,
      });
    });
  const dana = clientOf('user:default/dana');
  const olga = clientOf('user:default/olga');

  beforeAll(async () => {
    directory.setContent({
      'runbooks/daily.md': DAILY.replace(
        'backup.completed',
        'fake.check',
      ).replace("at: '14:00'", 'owner: user:default/dana'),
      'runbooks/restore.md': RESTORE,
    });
    knex = await databases.init(databaseId);
    backend = await startTestBackend({ features: features() });
    await scheduler.triggerTask('collect-runbook-documents-1');
    await scheduler.triggerTask('open-occurrences');
    await scheduler.triggerTask('evaluate-statuses');
  });

  afterAll(async () => {
    await backend.stop();
  });

  it('says what is due, to the tab and to the fleet board', async () => {
    const overview = await dana.getOverview(SHOP);
    expect(overview).toMatchObject({
      verdict: 'met',
      headline: '1 checklist is due today.',
      checklists: [
        { title: 'Daily checks', due: { state: 'due' }, steps: 3, checks: 1 },
        { title: 'Restore', verdict: null, due: null, steps: 2 },
      ],
      running: [],
      documents: [
        { path: 'runbooks/daily.md', problems: [], stale: false },
        { path: 'runbooks/restore.md' },
      ],
      sources: [{ sourceId: 'runbook-documents', failure: null }],
    });
    expect(received.at(-1)).toMatchObject({
      entityRef: SHOP,
      capability: 'runbooks',
      verdict: 'met',
      headline: '1 due today',
    });
  });

  it('works through a run from start to finish', async () => {
    const { checklists } = await dana.getOverview(SHOP);
    const [daily] = checklists;
    const details = await dana.getChecklist(SHOP, daily.id);
    expect(details.definition.steps.map(step => step.id)).toEqual([
      'look',
      'backup',
      'alerts',
    ]);

    const started = await dana.startRun(SHOP, {
      checklistId: daily.id,
      scheduledAt: daily.due?.scheduledAt,
    });
    expect(check.asked[0]).toMatchObject({
      entityRef: SHOP,
      parameters: { resource: 'resource:default/shop-db' },
      credentials: { principal: { userEntityRef: 'user:default/dana' } },
    });
    expect(started.steps).toMatchObject([
      { stepId: 'look', state: 'open' },
      { stepId: 'backup', state: 'done', method: 'automatic', actor: null },
      { stepId: 'alerts', state: 'open' },
    ]);
    await expect(
      olga.startRun(SHOP, {
        checklistId: daily.id,
        scheduledAt: daily.due?.scheduledAt,
      }),
    ).rejects.toMatchObject({ statusCode: 409 });

    await olga.setStep(started.id, 'look', {
      state: 'done',
      note: 'all quiet',
      expectedVersion: 0,
    });
    await expect(
      dana.setStep(started.id, 'look', {
        state: 'failed',
        reason: 'red',
        expectedVersion: 0,
      }),
    ).rejects.toMatchObject({
      statusCode: 409,
      body: { current: { state: 'done', actor: 'user:default/olga' } },
    });
    await expect(dana.finishRun(started.id)).rejects.toMatchObject({
      statusCode: 400,
    });
    await expect(
      dana.setStep(started.id, 'alerts', {
        state: 'skipped',
        expectedVersion: 0,
      }),
    ).rejects.toMatchObject({ statusCode: 400 });

    check.outcome = 'fail';
    await scheduler.triggerTask('run-checks');
    const reopened = await dana.getRun(started.id);
    expect(reopened.steps[1]).toMatchObject({
      state: 'open',
      check: { outcome: 'fail', observed: { value: 1 } },
    });
    expect(check.asked.at(-1)?.credentials).toMatchObject({
      principal: { subject: 'plugin:runbooks' },
    });
    const against = { state: 'done' as const, expectedVersion: 2 };
    await expect(
      dana.setStep(started.id, 'backup', against),
    ).rejects.toMatchObject({ statusCode: 400 });
    await dana.setStep(started.id, 'backup', {
      ...against,
      reason: 'seen in the console',
    });
    await scheduler.triggerTask('run-checks');
    await dana.setStep(started.id, 'alerts', {
      state: 'not-applicable',
      reason: 'no alerts today',
      expectedVersion: 0,
    });
    const finished = await dana.finishRun(started.id);
    expect(finished).toMatchObject({
      state: 'finished',
      endedBy: 'user:default/dana',
      closed: 3,
      total: 3,
    });
    expect(finished.events.map(({ seq, kind }) => [seq, kind])).toEqual([
      [1, 'started'],
      [2, 'check'],
      [3, 'step'],
      [4, 'check'],
      [5, 'step'],
      [6, 'step'],
      [7, 'finished'],
    ]);
    await expect(
      dana.setStep(started.id, 'look', { state: 'open', expectedVersion: 1 }),
    ).rejects.toMatchObject({ statusCode: 409 });
    await expect(dana.getOverview(SHOP)).resolves.toMatchObject({
      checklists: [
        { due: { state: 'done' }, lastRun: { id: started.id } },
        { lastRun: null },
      ],
      running: [],
    });
    await expect(dana.listRuns(SHOP, {})).resolves.toMatchObject({
      items: [{ id: started.id }],
      nextCursor: null,
    });
  });

  it('exports evidence that the command line finds sound, and broken when changed', async () => {
    const { items } = await dana.listRuns(SHOP, {});
    const path = `/api/runbooks/runs/${items[0].id}/evidence`;
    const answer = await fetch(
      `http://localhost:${backend.server.port()}${path}`,
      {
        headers: {
          authorization: mockCredentials.user.header('user:default/olga'),
        },
      },
    );
    expect(answer.status).toBe(200);
    const file = await answer.text();
    const records = file.trim().split('\n').slice(1);
    expect(records.map(line => JSON.parse(line).kind)).toEqual([
      'started',
      'check',
      'step',
      'check',
      'step',
      'step',
      'finished',
    ]);
    const sound = verifyByCommand(file);
    expect(sound.document).toMatchObject({
      ok: true,
      records: 7,
      streams: [{ stream: `run:${items[0].id}`, records: 7 }],
    });
    expect(sound.code).toBe(0);
    const forged = verifyByCommand(file.replace('all quiet', 'all green'));
    expect(forged.document).toMatchObject({
      findings: [{ id: 'evidence-hash-mismatch', line: 4 }],
    });
    expect(forged.code).toBe(1);
  });

  it('keeps a run, with the definition that it began with, over a restart', async () => {
    const { checklists } = await dana.getOverview(SHOP);
    const restore = checklists[1];
    const run = await dana.startRun(SHOP, { checklistId: restore.id });
    const stepId = run.steps[0].stepId;
    await dana.setStep(run.id, stepId, { state: 'done', expectedVersion: 0 });
    directory.addContent({
      'runbooks/restore.md': '# Restore\n\n## Restore procedure\n\n1. Anew\n',
    });
    await backend.stop();
    backend = await startTestBackend({ features: features() });
    await knex('source_scopes').update({
      next_due_at: new Date().toISOString(),
    });
    await scheduler.triggerTask('collect-runbook-documents-1');
    const { definition } = await dana.getChecklist(SHOP, restore.id);
    expect(definition.steps.map(step => step.text)).toEqual(['Anew']);
    await expect(dana.getRun(run.id)).resolves.toMatchObject({
      state: 'running',
      definition: {
        steps: [{ text: 'Find the point' }, { text: 'Restore it' }],
      },
      steps: [{ state: 'done', actor: 'user:default/dana' }, { state: 'open' }],
      last: { text: 'Find the point', actor: 'user:default/dana' },
    });
    const abandoned = await dana.abandonRun(run.id, 'wrong service');
    expect(abandoned).toMatchObject({
      state: 'abandoned',
      reason: 'wrong service',
    });
  });

  it('serves a feed to a calendar without credentials until it is revoked', async () => {
    const { id, url, problem } = await dana.createFeed({ scope: 'personal' });
    expect(problem).toBeNull();
    const { pathname } = new URL(url);
    expect(pathname).toMatch(/^\/api\/runbooks\/feeds\/[\w-]{43}\.ics$/);
    const read = () =>
      request(backend.server)
        .get(pathname)
        .set('authorization', mockCredentials.none.header());
    const answer = await read();
    expect(answer.status).toBe(200);
    expect(answer.text).toMatch(/^BEGIN:VCALENDAR\r\n/);
    expect(answer.text).toContain('SUMMARY:');
    expect(answer.text).toContain('Daily checks · shop');
    // Whoever holds a link holds nothing else: the routes beside it stay shut.
    for (const path of ['/api/runbooks/feeds', '/api/runbooks/feeds/x.icsx']) {
      const shut = await request(backend.server)
        .get(path)
        .set('authorization', mockCredentials.none.header());
      expect([path, shut.status]).toEqual([path, 401]);
    }
    await dana.revokeFeed(id);
    const gone = await read();
    const never = await request(backend.server)
      .get('/api/runbooks/feeds/never.ics')
      .set('authorization', mockCredentials.none.header());
    expect([gone.status, gone.body]).toEqual([never.status, never.body]);
    expect(gone.status).toBe(404);
  });

  it('serves templates to begin with', async () => {
    const { items } = await olga.listTemplates();
    expect(items.map(({ id }) => id)).toContain('restore-drill');
  });

  it('answers nobody without credentials', async () => {
    const response = await request(backend.server)
      .get('/api/runbooks/entities/component/default/shop')
      .set('authorization', mockCredentials.none.header());
    expect(response.status).toBe(401);
  });
});
