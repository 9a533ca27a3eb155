import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findProgram } from './binaries';
import { startServer } from './serverProcess';

/** A real server that runs for a test, in a temporary folder that goes with it. */
export interface RealServer {
  /** Address without a slash at the end. */
  url: string;
  stop(): Promise<void>;
}

/** What a real Prometheus starts with. */
export interface RealPrometheusOptions {
  /** Samples to hold, as OpenMetrics text with timestamps (ending in `# EOF`). */
  openMetrics?: string;
  /** The content of `prometheus.yml`; `rules.yml` beside it is the file of `rules`. */
  config?: string;
  /** The content of a rule file. */
  rules?: string;
}

/** Starts the real Prometheus with samples of the past. Throws when it is not installed. */
export async function startRealPrometheus(
  options: RealPrometheusOptions = {},
): Promise<RealServer> {
  const program = findProgram('prometheus');
  return inTemporaryFolder('prometheus', async folder => {
    const data = join(folder, 'data');
    const config = join(folder, 'prometheus.yml');
    await writeFile(config, options.config ?? 'scrape_configs: []\n');
    await writeFile(join(folder, 'rules.yml'), options.rules ?? 'groups: []\n');
    if (options.openMetrics) {
      const metrics = join(folder, 'metrics.txt');
      await writeFile(metrics, options.openMetrics);
      await runPromtool([
        'tsdb',
        'create-blocks-from',
        'openmetrics',
        '--quiet',
        metrics,
        data,
      ]);
    }
    return startServer(
      program,
      address => [
        `--config.file=${config}`,
        `--storage.tsdb.path=${data}`,
        '--storage.tsdb.retention.time=100y',
        `--web.listen-address=${address}`,
        '--log.level=warn',
      ],
      '/-/ready',
    );
  });
}

/** Starts the real Alertmanager without clustering. `config` is the content of its `alertmanager.yml`. */
export async function startRealAlertmanager(
  config: string,
): Promise<RealServer> {
  const program = findProgram('alertmanager');
  return inTemporaryFolder('alertmanager', async folder => {
    const file = join(folder, 'alertmanager.yml');
    await writeFile(file, config);
    return startServer(
      program,
      address => [
        `--config.file=${file}`,
        `--storage.path=${join(folder, 'data')}`,
        '--cluster.listen-address=',
        `--web.listen-address=${address}`,
        '--log.level=warn',
      ],
      '/-/ready',
    );
  });
}

/** Runs promtool; answers what it printed. Rejects, with its output in the message, when it finds a fault. */
export async function runPromtool(args: string[]): Promise<string> {
  try {
    const { stdout, stderr } = await promisify(execFile)(
      findProgram('promtool'),
      args,
    );
    return stdout + stderr;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as {
      stdout?: string;
      stderr?: string;
    };
    throw new Error(
      `promtool ${args
        .slice(0, 2)
        .join(' ')} failed: ${error}\n${stdout}${stderr}`,
    );
  }
}

async function inTemporaryFolder(
  name: string,
  start: (folder: string) => Promise<RealServer>,
): Promise<RealServer> {
  const folder = await mkdtemp(join(tmpdir(), `opsdeck-${name}-`));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const { url, stop } = await start(folder);
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
