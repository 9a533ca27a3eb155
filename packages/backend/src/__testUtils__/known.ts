import { setTimeout as sleep } from 'node:timers/promises';
import { backupsOverviewSchema } from '@opsdeck/backstage-plugin-backups-common';
import { deploymentsOverviewSchema } from '@opsdeck/backstage-plugin-deployments-common';
import { incidentsOverviewSchema } from '@opsdeck/backstage-plugin-incidents-common';
import {
  CAPABILITIES,
  boardRowSchema,
  fleetSourcesSchema,
} from '@opsdeck/backstage-plugin-operations-common';
import {
  checklistDetailsSchema,
  runSchema,
  runbooksOverviewSchema,
} from '@opsdeck/backstage-plugin-runbooks-common';
import { slosOverviewSchema } from '@opsdeck/backstage-plugin-slos-common';
import { z } from 'zod/v4';
import { Operation } from './operations';
import { ALL, header } from './personas';
import { WholeBackend } from './wholeBackend';

/** Inputs under which every operation has something to answer, by operation. */
export type Known = (operation: Operation) => {
  params: Record<string, string>;
  query: Record<string, string>;
  body: Record<string, unknown>;
};

const ENTITY = 'entities/component/default/hopngo';
/** Nothing was refused yet. */
const NO_LETTER = '00000000-0000-4000-8000-000000000000';
const WITHIN_MS = 240_000;

/** Waits until everything was collected, and starts a run and an incident. */
export async function learn({ agent }: WholeBackend): Promise<Known> {
  const get = async <T extends z.ZodType>(path: string, schema: T) => {
    const { status, text, body } = await agent
      .get(`/api/${path}`)
      .set('authorization', header(ALL));
    if (status !== 200) throw new Error(`${path}: ${status} ${text}`);
    return schema.parse(body);
  };
  const post = async (path: string, input: object) => {
    const { body } = await agent
      .post(`/api/${path}`)
      .set('authorization', header(ALL))
      .send(input)
      .expect(201);
    return body;
  };
  const deployments = await until(
    () => get(`deployments/${ENTITY}`, deploymentsOverviewSchema),
    ({ environments }) => environments.some(each => each.latest),
  );
  const slos = await until(
    () => get(`slos/${ENTITY}`, slosOverviewSchema),
    // Not what is measured: reading weeks of history takes a while.
    each => each.slos.length > 0,
  );
  const runbooks = await until(
    () => get(`runbooks/${ENTITY}`, runbooksOverviewSchema),
    ({ checklists }) => checklists.some(({ steps }) => steps > 0),
  );
  const backups = await until(
    () => get(`backups/${ENTITY}`, backupsOverviewSchema),
    ({ resources }) => resources.some(({ key }) => key),
  );
  await until(
    () => get(`incidents/${ENTITY}`, incidentsOverviewSchema),
    ({ sources }) => sources.length > 0,
  );
  const sources = await until(
    () => get('operations/sources', fleetSourcesSchema),
    ({ plugins }) => plugins.every(each => each.problem === null),
  );
  await until(
    () =>
      get(
        'operations/board/entity?entityRef=component:default/hopngo',
        boardRowSchema,
      ),
    ({ chips }) => Object.keys(chips).length === CAPABILITIES.length,
  );

  const checklist = await get(
    `runbooks/${ENTITY}/checklists/${
      runbooks.checklists.find(({ steps }) => steps > 0)?.id
    }`,
    checklistDetailsSchema,
  );
  const run = await post(`runbooks/${ENTITY}/runs`, {
    checklistId: checklist.id,
  });
  const { steps } = checklist.definition;
  const evidenceId = await attach(agent, run.id, steps[steps.length - 1].id);
  const feed = await post('runbooks/feeds', { scope: 'personal' });
  const incident = await post(`incidents/${ENTITY}/incidents`, {
    title: 'Checkout fails',
    severity: 'P1',
  });
  const latest = deployments.environments.find(each => each.latest)?.latest;
  const now = Date.now();

  return ({ pluginId }) => {
    const plugin = sources.plugins.find(each => each.pluginId === pluginId);
    const source = (plugin ?? sources.plugins[0]).sources[0];
    return {
      params: {
        kind: 'component',
        namespace: 'default',
        name: 'hopngo',
        id: pluginId === 'slos' ? slos.slos[0].id : String(latest?.id),
        checklistId: checklist.id,
        runId: run.id,
        feedId: feed.id,
        stepId: steps[0].id,
        incidentId: incident.id,
        pluginId: source.pluginId,
        sourceId: source.id,
        letterId: NO_LETTER,
        evidenceId,
        receiver: 'main',
      },
      query: {
        resourceKey: String(backups.resources.find(({ key }) => key)?.key),
        from: new Date(now - 3_600_000).toISOString(),
        to: new Date(now).toISOString(),
        entityRef: 'component:default/hopngo',
        scopeId: String(source.scopes[0]?.id),
        name: 'seen.txt',
      },
      body: {
        scopeId: source.scopes[0]?.id,
        checklistId: checklist.id,
        title: 'Search fails',
        severity: 'P2',
        text: 'Looking at it',
        reason: 'Because of the test',
        statuses: [],
        from: 'component:default/gone',
        to: 'component:default/hopngo',
        decision: 'declined',
        by: ALL,
        scope: 'personal',
        kind: 'link',
        url: 'https://ci.example.com/runs/4711',
        expectedAssignee: null,
      },
    };
  };
}

/** Attaches a file to a step; answers the id under which it can be had. */
async function attach(
  agent: WholeBackend['agent'],
  runId: string,
  stepId: string,
): Promise<string> {
  const { body } = await agent
    .post(`/api/runbooks/runs/${runId}/steps/${stepId}/files?name=seen.txt`)
    .set('authorization', header(ALL))
    .type('application/octet-stream')
    .send('seen')
    .expect(201);
  const { steps } = runSchema.parse(body);
  const [{ id }] = steps.flatMap(({ evidence }) => evidence);
  return id;
}

async function until<T>(
  ask: () => Promise<T>,
  ready: (answer: T) => boolean,
): Promise<T> {
  const deadline = Date.now() + WITHIN_MS;
  let last: unknown;
  while (Date.now() < deadline) {
    try {
      const answer = await ask();
      if (ready(answer)) return answer;
      last = answer;
    } catch (error) {
      // The catalog or the plugin is not up to it yet.
      last = error;
    }
    await sleep(500);
  }
  throw new Error(
    `Not there within ${WITHIN_MS} ms: ${
      last instanceof Error ? last.message : JSON.stringify(last)
    }`,
  );
}
