import { ChildProcess, spawn } from 'node:child_process';
import {
  accessSync,
  constants,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const READY_WITHIN_MS = 15_000;

/** A real Alertmanager that runs for a test. */
export interface RealAlertmanager {
  /** Address without a slash at the end. */
  url: string;
  stop(): Promise<void>;
}

/**
 * Starts the real Alertmanager on a free loopback port, without clustering.
 *
 * @param config - content of its `alertmanager.yml`
 * @throws Error that says how to install it, when it is missing: a comparison
 * that cannot run has failed.
 */
export async function startRealAlertmanager(
  config: string,
): Promise<RealAlertmanager> {
  const program = findAlertmanager();
  const folder = mkdtempSync(join(tmpdir(), 'opsdeck-alertmanager-'));
  const file = join(folder, 'alertmanager.yml');
  writeFileSync(file, config);
  const address = `127.0.0.1:${await freePort()}`;
  const child = spawn(
    program,
    [
      `--config.file=${file}`,
      `--storage.path=${join(folder, 'data')}`,
      '--cluster.listen-address=',
      `--web.listen-address=${address}`,
      '--log.level=warn',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const stop = async () => {
    await stopped(child);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await untilReady(child, `http://${address}/-/ready`);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: `http://${address}`, stop };
}

/** The program's path. */
export function findAlertmanager(path = process.env.PATH ?? ''): string {
  // Debian renames it; upstream archives do not.
  for (const name of ['prometheus-alertmanager', 'alertmanager']) {
    for (const folder of path.split(delimiter).filter(Boolean)) {
      const file = join(folder, name);
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch {
        // Not in this folder.
      }
    }
  }
  throw new Error(
    'This test talks to a real Alertmanager, which is not on the PATH. On Debian: apt-get install -y --no-install-recommends prometheus-alertmanager',
  );
}

async function untilReady(child: ChildProcess, url: string): Promise<void> {
  let output = '';
  child.stderr?.on('data', data => {
    output = `${output}${data}`.slice(-4_000);
  });
  const end = Date.now() + READY_WITHIN_MS;
  while (Date.now() < end && child.exitCode === null) {
    const ready = await fetch(url).then(
      response => response.ok,
      () => false,
    );
    if (ready) return;
    await sleep(50);
  }
  throw new Error(`The Alertmanager did not start: ${output}`);
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = new Promise(resolve => {
    child.once('exit', resolve);
  });
  child.kill('SIGKILL');
  await exit;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise(resolve => {
    server.close(resolve);
  });
  if (address === null || typeof address === 'string') {
    throw new Error('The system gave no port');
  }
  return address.port;
}
