import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { resolvePackagePath } from '@backstage/backend-plugin-api';

/** A backend that is up and has collected everything once. */
export interface Backend {
  url: string;
  /** Of the demo's service owner. */
  token: string;
  stop(): Promise<void>;
}

export interface BackendOptions {
  stateDir: string;
  clouds: Record<string, string>;
  /** Connection string; SQLite in the state folder without it. */
  postgres?: string;
  /** A file of entities beside those of the demo. */
  entities?: string;
}

const UP_WITHIN_MS = 180_000;

/** Starts the demo backend with the benchmark's own routes, in a process of its own. */
export async function startBackend(options: BackendOptions): Promise<Backend> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  mkdirSync(path.join(options.stateDir, 'database'), { recursive: true });
  const overrides = path.join(options.stateDir, 'app-config.bench.yaml');
  writeFileSync(overrides, databaseConfig(options) + catalogConfig(options));
  const root = path.resolve(resolvePackagePath('@opsdeck/bench'), '../..');
  const log = createWriteStream(path.join(options.stateDir, 'backend.log'));
  const child = spawn(
    process.execPath,
    [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      resolvePackagePath('@opsdeck/bench', 'src/backend.ts'),
      '--config',
      path.join(root, 'app-config.yaml'),
      '--config',
      overrides,
    ],
    {
      // Relative paths of the configuration count from the backend package.
      cwd: path.join(root, 'packages/backend'),
      env: { ...process.env, ...environment(port, options) },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  child.stdout.pipe(log);
  child.stderr.pipe(log);
  let ended = false;
  const exited = new Promise<void>(resolve => {
    child.on('close', () => {
      ended = true;
      resolve();
    });
  });
  const stop = async () => {
    child.kill('SIGTERM');
    await Promise.race([exited, sleep(10_000)]);
    child.kill('SIGKILL');
  };
  const deadline = Date.now() + UP_WITHIN_MS;
  while (Date.now() < deadline && !ended) {
    const token = await filledToken(url).catch(() => undefined);
    if (token) return { url, token, stop };
    await sleep(1_000);
  }
  await stop();
  throw new Error(
    `The backend was not filled within ${UP_WITHIN_MS / 1000} s; see ${
      log.path
    }`,
  );
}

/** Where the backend keeps its data, as configuration. */
export function databaseConfig({
  postgres,
}: Pick<BackendOptions, 'postgres'>): string {
  if (!postgres) return 'backend: {}\n';
  const { hostname, port, username, password } = new URL(postgres);
  return `backend:
  database:
    client: pg
    useNullAsDefault: false
    connection:
      host: ${hostname}
      port: ${port}
      user: ${username}
      password: ${password}
      directory: null
`;
}

/** Lists replace each other in configuration: the demo's own locations are said again. */
function catalogConfig({ entities }: BackendOptions): string {
  if (!entities) return '';
  return `catalog:
  locations:
    - { type: file, target: ../../examples/catalog-info.yaml }
    - type: file
      target: ../../examples/org.yaml
      rules: [{ allow: [User, Group] }]
    - { type: file, target: ${JSON.stringify(entities)} }
`;
}

function environment(port: number, { stateDir, clouds }: BackendOptions) {
  return {
    NODE_ENV: 'development',
    LOG_LEVEL: 'warn',
    OPSDECK_BACKEND_PORT: String(port),
    OPSDECK_DATABASE_DIR: path.join(stateDir, 'database'),
    ...Object.fromEntries(
      Object.entries(clouds).map(([name, cloudUrl]) => [
        `OPSDECK_${name.toUpperCase()}_PORT`,
        new URL(cloudUrl).port,
      ]),
    ),
  };
}

/** The owner's token once every scope was read and every service has a verdict. */
async function filledToken(url: string): Promise<string | undefined> {
  const signIn = await fetch(`${url}/api/auth/opsdeckDemo/refresh`, {
    headers: {
      'x-opsdeck-demo-user': 'user:default/sam.owner',
      'X-Requested-With': 'XMLHttpRequest',
    },
  });
  const session = (await signIn.json()) as {
    backstageIdentity: { token: string };
  };
  const { token } = session.backstageIdentity;
  const headers = { Authorization: `Bearer ${token}` };
  const read = async (name: string) =>
    (await fetch(`${url}/api/operations/${name}`, { headers })).json();
  const board = (await read('board')) as { rows: { verdict: string | null }[] };
  const sources = (await read('sources')) as {
    plugins: {
      sources: {
        scopes: {
          /** Of a receiver of webhooks; nobody sends anything. */
          receiver?: object;
          freshness: { lastSuccessAt: string | null };
        }[];
      }[];
    }[];
  };
  const scopes = sources.plugins.flatMap(plugin =>
    plugin.sources.flatMap(source => source.scopes),
  );
  const filled =
    board.rows.length >= 5 &&
    board.rows.every(row => row.verdict !== null) &&
    scopes.length > 0 &&
    scopes.every(
      ({ receiver, freshness }) => receiver || freshness.lastSuccessAt !== null,
    );
  return filled ? token : undefined;
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.on('error', reject);
    server.listen(0, () => {
      const address = server.address();
      server.close(() => {
        if (address && typeof address === 'object') resolve(address.port);
        else reject(new Error('No free port'));
      });
    });
  });
}
