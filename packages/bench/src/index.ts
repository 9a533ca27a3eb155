import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startDemoCloud } from '@opsdeck/demo-cloud';
import { startBackend } from './backendProcess';
import { measureCollection, renderCollection } from './collection';
import { measureImport, measureRunbooks, renderRunbooks } from './runbooks';
import { measureRoutes, RouteFigures, RouteName } from './routes';
import { renderReport } from './report';
import { measureUpstream, UpstreamFigures } from './upstream';

/** Time that a provider takes for an answer in the comparison with live fetching. */
const PROVIDER_LATENCY_MS = 100;

export interface DatabaseFigures {
  database: string;
  routes: Record<RouteName, RouteFigures>;
  upstream: UpstreamFigures;
}

async function measure(
  database: string,
  postgres?: string,
): Promise<DatabaseFigures> {
  const stateDir = mkdtempSync(path.join(os.tmpdir(), 'opsdeck-bench-'));
  const clouds = await startDemoCloud({
    seed: 'bench',
    stateFile: path.join(stateDir, 'world.json'),
    ports: 0,
    latencyMs: PROVIDER_LATENCY_MS,
  });
  const backend = await startBackend({
    stateDir,
    clouds: clouds.urls,
    postgres,
  });
  try {
    process.stderr.write(`${database}: the backend is filled, measuring …\n`);
    const routes = await measureRoutes(backend);
    const upstream = await measureUpstream(backend, () =>
      clouds.requestCounts(),
    );
    return { database, routes, upstream };
  } finally {
    await backend.stop();
    await clouds.close();
    rmSync(stateDir, { recursive: true, force: true });
  }
}

async function main(): Promise<void> {
  const figures = [await measure('SQLite')];
  const postgres = process.env.OPSDECK_BENCH_POSTGRES;
  if (!postgres)
    throw new Error('No PostgreSQL: run the benchmarks with "npm run bench"');
  figures.push(await measure('PostgreSQL', postgres));
  const collection = [
    await measureCollection('SQLite'),
    await measureCollection('PostgreSQL', postgres),
  ];
  const runbooks = [
    await measureRunbooks('SQLite'),
    await measureRunbooks('PostgreSQL', postgres),
  ];
  const report = `${renderReport(figures, {
    at: new Date(),
    machine: `${os.cpus().length} × ${os.cpus()[0].model}, ${Math.round(
      os.totalmem() / 2 ** 30,
    )} GiB, Node ${process.versions.node}`,
    providerLatencyMs: PROVIDER_LATENCY_MS,
  })}
${renderCollection(collection)}
${renderRunbooks(runbooks, measureImport())}`;
  process.stdout.write(report);
  const file = process.argv[2];
  if (file)
    writeFileSync(path.resolve(process.env.INIT_CWD ?? '.', file), report);
}

main().catch(error => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exitCode = 1;
});
