import { ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const READY_WITHIN_MS = 30_000;

/** A real Prometheus server that holds the given samples. */
export interface RealPrometheus {
  url: string;
  stop(): Promise<void>;
}

/**
 * Starts the real Prometheus on a free loopback port with blocks made by promtool.
 *
 * @param openMetrics - samples as OpenMetrics text with timestamps, ending in `# EOF`
 * @throws Error that says what to install when Prometheus is not there
 */
export async function startRealPrometheus(
  openMetrics: string,
  options: { maxSamples?: number } = {},
): Promise<RealPrometheus> {
  const folder = await mkdtemp(join(tmpdir(), 'opsdeck-slos-prometheus-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const { url, stop } = await start(folder, openMetrics, options);
    return {
      url,
      stop: async () => {
        await stop();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function start(
  folder: string,
  openMetrics: string,
  { maxSamples = 50_000_000 }: { maxSamples?: number },
) {
  const samples = join(folder, 'samples.txt');
  const config = join(folder, 'prometheus.yml');
  const data = join(folder, 'data');
  await writeFile(samples, openMetrics);
  await writeFile(config, 'scrape_configs: []\n');
  await orAdvice(
    promisify(execFile)(
      'promtool',
      [
        ...['tsdb', 'create-blocks-from', 'openmetrics', '--quiet'],
        ...[samples, data],
      ],
      { env: environment() },
    ),
  );
  const address = `127.0.0.1:${await freePort()}`;
  const child = spawn(
    'prometheus',
    [
      `--config.file=${config}`,
      `--storage.tsdb.path=${data}`,
      '--storage.tsdb.retention.time=100y',
      `--query.max-samples=${maxSamples}`,
      `--web.listen-address=${address}`,
      '--log.level=warn',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'], env: environment() },
  );
  const stop = () => stopChild(child);
  const url = `http://${address}`;
  try {
    await orAdvice(untilReady(child, `${url}/-/ready`));
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}

/** Debian puts servers where not every PATH looks. */
function environment(): NodeJS.ProcessEnv {
  const path = [process.env.PATH, '/usr/bin', '/usr/local/bin'];
  return { ...process.env, PATH: path.filter(Boolean).join(delimiter) };
}

async function orAdvice<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new Error(
      'This test compares with the real Prometheus, which is not on the PATH. ' +
        'Install it with: apt-get update && apt-get install -y --no-install-recommends prometheus',
      { cause: error },
    );
  }
}

async function untilReady(child: ChildProcess, url: string): Promise<void> {
  let output = '';
  let failure: Error | undefined;
  child.stderr?.on('data', chunk => {
    output = `${output}${chunk}`.slice(-2_000);
  });
  child.on('error', error => {
    failure = error;
  });
  const deadline = Date.now() + READY_WITHIN_MS;
  while (Date.now() < deadline) {
    if (failure) throw failure;
    if (child.exitCode !== null) break;
    const ready = await fetch(url).then(
      response => response.ok,
      () => false,
    );
    if (ready) return;
    await sleep(50);
  }
  throw new Error(`Prometheus did not start: ${output}`);
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null) return;
  const ended = new Promise(resolve => {
    child.once('exit', resolve);
  });
  child.kill('SIGTERM');
  await ended;
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
