import { fork } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { databaseConfig, freePort } from './backendProcess';
import {
  CollectionProvider,
  RESOURCES_PER_SCOPE,
  SCOPES,
} from './collectionProvider';

const WITHIN_MS = 600_000;

export interface CollectionFigures {
  database: string;
  resources: number;
  scopes: number;
  /** From the first call to the provider until everything is stored. */
  seconds: number;
  calls: number;
  peakRssBytes: number;
}

interface Progress {
  scopes: number;
  resources: number;
  peakRssBytes: number;
}

/**
 * Collects 10,000 resources in 200 scopes by the backups tab of a real backend,
 * with its usual two workers, from a provider in this process.
 *
 * @param postgres - connection string; SQLite in a temporary folder without it
 */
export async function measureCollection(
  database: string,
  postgres?: string,
): Promise<CollectionFigures> {
  const stateDir = mkdtempSync(path.join(os.tmpdir(), 'opsdeck-bench-'));
  const provider = await CollectionProvider.start();
  const port = await freePort();
  const config = path.join(stateDir, 'app-config.yaml');
  writeFileSync(
    config,
    `app: { baseUrl: http://localhost:${port} }
${
  postgres
    ? // Databases of its own: those of the other benchmarks are full.
      `${databaseConfig({ postgres })}    prefix: opsdeck_collection_\n`
    : `backend:
  database:
    client: better-sqlite3
    connection: { directory: ${JSON.stringify(stateDir)} }
    useNullAsDefault: true
`
}  baseUrl: http://localhost:${port}
  listen: { port: ${port} }
`,
  );
  const child = fork(
    resolvePackagePath('@opsdeck/bench', 'src/collectionBackend.ts'),
    ['--config', config],
    {
      execArgv: [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      ],
      env: {
        ...process.env,
        NODE_ENV: 'development',
        LOG_LEVEL: 'warn',
        OPSDECK_BENCH_PROVIDER: provider.endpoint,
      },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  );
  const log = createWriteStream(path.join(stateDir, 'backend.log'));
  child.stdout?.pipe(log);
  child.stderr?.pipe(log);
  try {
    const done = await new Promise<Progress>((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`Not collected within ${WITHIN_MS / 1000} s`)),
        WITHIN_MS,
      );
      child.on('exit', code => {
        clearTimeout(timer);
        reject(new Error(`The backend ended with ${code}; see ${log.path}`));
      });
      child.on('message', message => {
        const progress = message as Progress;
        // Backstage sends messages of its own.
        if (!(progress.scopes >= SCOPES)) return;
        clearTimeout(timer);
        resolve(progress);
      });
    });
    const seconds = (Date.now() - provider.firstCallAt) / 1_000;
    if (done.resources !== SCOPES * RESOURCES_PER_SCOPE) {
      throw new Error(
        `${done.resources} resources are stored instead of ${
          SCOPES * RESOURCES_PER_SCOPE
        }`,
      );
    }
    rmSync(stateDir, { recursive: true, force: true });
    return {
      database,
      ...done,
      seconds,
      calls: provider.calls,
    };
  } finally {
    child.removeAllListeners('exit');
    child.kill('SIGKILL');
    await provider.stop();
  }
}

/** The figures as a Markdown section. */
export function renderCollection(
  figures: readonly CollectionFigures[],
): string {
  const rows = figures.map(
    ({ database, resources, scopes, seconds, calls, peakRssBytes }) =>
      `| ${database} | ${resources.toLocaleString(
        'en',
      )} | ${scopes} | ${seconds.toFixed(1)} | ${(resources / seconds).toFixed(
        0,
      )} | ${calls} | ${(peakRssBytes / 2 ** 20).toFixed(0)} |`,
  );
  return `## Collection

| database | resources | scopes | s | resources/s | provider calls | peak memory of the backend, MiB |
|---|---|---|---|---|---|---|
${rows.join('\n')}

By the backups tab of a backend with its catalog, two workers, two recovery points per resource; a call
answers 25 resources. The time counts from the first call until everything is stored.
`;
}

/** Alone; `npm run bench` runs it with the others. */
async function main(): Promise<void> {
  const postgres = process.env.OPSDECK_BENCH_POSTGRES;
  if (!postgres) throw new Error('OPSDECK_BENCH_POSTGRES is not set');
  process.stdout.write(
    renderCollection([
      await measureCollection('SQLite'),
      await measureCollection('PostgreSQL', postgres),
    ]),
  );
}

if (require.main === module) {
  main().catch(error => {
    process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
    process.exitCode = 1;
  });
}
