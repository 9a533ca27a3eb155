import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { startControlServer } from '../controlServer.mjs';
import { demoEnvironment, startClouds } from '../demo.mjs';
import { say } from '../failure.mjs';
import { inRepo } from '../paths.mjs';
import { freePortRange } from '../ports.mjs';
import { startPostgres } from '../postgres.mjs';
import { endAll, runProgram, stopAll } from '../processes.mjs';
import { replicaProcesses } from '../replicaProcesses.mjs';

/** Short, so that a test sees several readings; long enough for a slow machine. */
const CADENCE = 'PT15S';

/**
 * Two replicas of the backend over one PostgreSQL, and what may befall them: the
 * tests of packages/e2e/replicas. They start, kill and restart what runs here, the
 * database included.
 */
export async function run(args) {
  const folder = inRepo('packages/e2e');
  const playwright = createRequire(path.join(folder, 'package.json')).resolve(
    '@playwright/test/cli',
  );
  const stateDir = mkdtempSync(path.join(os.tmpdir(), 'opsdeck-replicas-'));
  const logDir = path.join(stateDir, 'logs');
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, stopAll);
  const postgres = await startPostgres();
  let control;
  let passed = false;
  try {
    const [a, b, clouds] = await freePortRange([1, 1, 6]);
    const database = new URL(postgres.connectionString);
    const env = {
      ...demoEnvironment({ portal: a, backend: a, clouds }, stateDir, CADENCE),
      OPSDECK_POSTGRES_PORT: database.port,
    };
    startClouds(logDir, env);
    const replicas = replicaProcesses({ ports: { a, b }, logDir, env });
    control = await startControlServer({
      start: ({ name, clockAheadS }) => replicas.start(name, clockAheadS),
      stop: ({ name }) => replicas.end(name, 'SIGTERM'),
      kill: ({ name }) => replicas.end(name, 'SIGKILL'),
      look: ({ name }) => replicas.look(name),
      'halt-database': () => postgres.halt(),
      'resume-database': () => postgres.resume(),
    });
    const code = await runProgram(
      process.execPath,
      [playwright, 'test', '--config', 'replicas', ...args],
      {
        cwd: folder,
        env: {
          ...process.env,
          OPSDECK_REPLICAS: JSON.stringify({
            control: control.url,
            replicas: {
              a: `http://localhost:${a}`,
              b: `http://localhost:${b}`,
            },
            clouds: `http://localhost:${clouds}`,
            postgres: postgres.connectionString,
          }),
        },
      },
    );
    passed = code === 0;
    if (!passed) say(`The logs of the replicas are in ${logDir}`);
    return code;
  } finally {
    control?.close();
    await endAll();
    await postgres.stop();
    if (passed) rmSync(stateDir, { recursive: true, force: true });
  }
}
