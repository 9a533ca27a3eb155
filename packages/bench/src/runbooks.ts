import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startDemoCloud } from '@opsdeck/demo-cloud';
import { importRunbook } from '@opsdeck/backstage-plugin-runbooks-common';
import knexFactory, { Knex } from 'knex';
import { Backend, startBackend } from './backendProcess';
import { RouteFigures, measureRoute } from './routes';
import {
  CHECKLISTS,
  ENTITY,
  megabyteGuide,
  writeRunbooks,
} from './runbookDocuments';

const RUNS = 50_000;
const READ_WITHIN_MS = 120_000;
const DAY_MS = 86_400_000;

const ROUTES = {
  constant: '/api/bench/constant',
  'tab with 500 checklists': `/api/runbooks/entities/${ENTITY}`,
  'history of 50,000 runs': `/api/runbooks/entities/${ENTITY}/runs?limit=25`,
} as const;

export interface RunbookFigures {
  database: string;
  routes: Record<keyof typeof ROUTES, RouteFigures>;
}

/** The Runbooks tab of an entity with 500 checklists and 50,000 past runs. */
export async function measureRunbooks(
  database: string,
  postgres?: string,
): Promise<RunbookFigures> {
  const stateDir = mkdtempSync(path.join(os.tmpdir(), 'opsdeck-bench-'));
  const entities = writeRunbooks(path.join(stateDir, 'service'));
  const clouds = await startDemoCloud({
    seed: 'bench',
    stateFile: path.join(stateDir, 'world.json'),
    ports: 0,
  });
  const backend = await startBackend({
    stateDir,
    clouds: clouds.urls,
    postgres,
    entities,
  });
  const knex = openDatabase(stateDir, postgres);
  try {
    await allRead(backend);
    await addRuns(knex);
    const routes = {} as RunbookFigures['routes'];
    for (const name of Object.keys(ROUTES) as (keyof typeof ROUTES)[]) {
      routes[name] = await measureRoute(backend, name, ROUTES[name]);
    }
    return { database, routes };
  } finally {
    await knex.destroy();
    await backend.stop();
    await clouds.close();
    rmSync(stateDir, { recursive: true, force: true });
  }
}

/** Milliseconds that the import of a megabyte takes: the first time, and the median of nine more. */
export function measureImport(): { cold: number; median: number } {
  const markdown = megabyteGuide();
  const once = () => {
    const started = performance.now();
    importRunbook(markdown);
    return performance.now() - started;
  };
  const cold = once();
  const warm = Array.from({ length: 9 }, once).sort((a, b) => a - b);
  return { cold, median: warm[4] };
}

/** The figures as a Markdown section. */
export function renderRunbooks(
  figures: readonly RunbookFigures[],
  imported: { cold: number; median: number },
): string {
  const rows = figures.flatMap(({ database, routes }) =>
    Object.entries(routes).map(
      ([name, { p50, p975, requestsPerSecond }]) =>
        `| ${database} | ${name} | ${p50} | ${p975} | ${requestsPerSecond.toFixed(
          0,
        )} | ${(routes.constant.requestsPerSecond / requestsPerSecond).toFixed(
          1,
        )} × |`,
    ),
  );
  return `## Runbooks

| database | route | p50 ms | p97.5 ms | requests/s | cost against a constant route |
|---|---|---|---|---|---|
${rows.join('\n')}

Import of 1 MB of Markdown in the style of the guides: ${imported.median.toFixed(
    0,
  )} ms (median of nine), ${imported.cold.toFixed(0)} ms the first time.
`;
}

function openDatabase(stateDir: string, postgres?: string): Knex {
  if (!postgres) {
    return knexFactory({
      client: 'better-sqlite3',
      connection: { filename: path.join(stateDir, 'database/runbooks.sqlite') },
      useNullAsDefault: true,
    });
  }
  const url = new URL(postgres);
  url.pathname = '/backstage_plugin_runbooks';
  return knexFactory({ client: 'pg', connection: url.toString() });
}

async function allRead({ url, token }: Backend): Promise<void> {
  const deadline = Date.now() + READ_WITHIN_MS;
  let found = 0;
  while (Date.now() < deadline) {
    const response = await fetch(url + ROUTES['tab with 500 checklists'], {
      headers: { Authorization: `Bearer ${token}` },
    });
    if (response.ok) {
      const body = (await response.json()) as { checklists: unknown[] };
      found = body.checklists.length;
      if (found === CHECKLISTS) return;
    }
    await sleep(1_000);
  }
  throw new Error(
    `${found} of ${CHECKLISTS} checklists were read within ${
      READ_WITHIN_MS / 1_000
    } s`,
  );
}

/** Past runs as rows: working through 50,000 of them would measure something else. */
async function addRuns(knex: Knex): Promise<void> {
  const entityRef = ENTITY.replace('/', ':');
  const checklists = await knex('checklists').where({ entity_ref: entityRef });
  const now = Date.now();
  const rows = Array.from({ length: RUNS }, (_, n) => {
    const checklist = checklists[n % checklists.length];
    const startedAt = new Date(now - (n / RUNS) * 800 * DAY_MS - DAY_MS);
    const endedAt = new Date(startedAt.getTime() + 900_000);
    return {
      id: randomUUID(),
      entity_ref: entityRef,
      checklist_id: checklist.checklist_id,
      title: checklist.title,
      path: checklist.path,
      line: 1,
      definition_hash: checklist.definition_hash,
      state: 'finished',
      has_checks: false,
      started_at: startedAt.toISOString(),
      started_by: 'user:default/olga.operator',
      ended_at: endedAt.toISOString(),
      ended_by: 'user:default/olga.operator',
      closed: 7,
      total: 7,
      failed: 0,
      event_count: 9,
    };
  });
  await knex.batchInsert('runs', rows, 500);
}
