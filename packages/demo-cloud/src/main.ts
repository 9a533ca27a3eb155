import { parseArgs } from 'node:util';
import { DemoCloudOptions, SERVERS, startDemoCloud } from './demoCloud';
import { WebhookTarget } from './monitoring';

const HELP = `Starts the stand-in clouds of the Opsdeck demo on 127.0.0.1.

  --base-port <port>   first of ${SERVERS.length} consecutive ports (DEMO_CLOUD_BASE_PORT, default 7100)
  --seed <text>        seed of the world's history (DEMO_CLOUD_SEED, default "opsdeck")
  --state <file>       where turned switches are kept (DEMO_CLOUD_STATE, default .opsdeck/demo-cloud.json)
  --latency <ms>       time every answer takes longer (DEMO_CLOUD_LATENCY_MS, default 0)
  --webhook <url>      where Alertmanager posts its notifications (DEMO_CLOUD_WEBHOOK, default: nowhere);
                       DEMO_CLOUD_WEBHOOK_TOKEN is sent along as a bearer token
  --help               this text
`;

/** The command line cannot be understood. */
class UsageError extends Error {
  readonly name = 'UsageError';
}

function readOptions(
  args: string[],
  env: NodeJS.ProcessEnv,
): DemoCloudOptions | undefined {
  const { values } = parseArgs({
    args,
    options: {
      'base-port': { type: 'string', default: env.DEMO_CLOUD_BASE_PORT },
      seed: { type: 'string', default: env.DEMO_CLOUD_SEED },
      state: { type: 'string', default: env.DEMO_CLOUD_STATE },
      latency: { type: 'string', default: env.DEMO_CLOUD_LATENCY_MS },
      webhook: { type: 'string', default: env.DEMO_CLOUD_WEBHOOK },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    return undefined;
  }
  return {
    seed: values.seed ?? 'opsdeck',
    stateFile: values.state ?? '.opsdeck/demo-cloud.json',
    ports: wholeNumber('--base-port', values['base-port'] ?? '7100', 65_530),
    latencyMs: wholeNumber('--latency', values.latency ?? '0', 60_000),
    hooks: {
      alertmanager: webhookTarget(values.webhook, env.DEMO_CLOUD_WEBHOOK_TOKEN),
    },
  };
}

function wholeNumber(option: string, text: string, most: number): number {
  const value = Number(text);
  if (text === '' || !Number.isInteger(value) || value < 0 || value > most) {
    throw new UsageError(
      `${option} needs a whole number from 0 to ${most}, not "${text}"`,
    );
  }
  return value;
}

function webhookTarget(
  url: string | undefined,
  token: string | undefined,
): WebhookTarget | undefined {
  if (url === undefined) {
    return undefined;
  }
  if (!URL.canParse(url)) {
    throw new UsageError(`--webhook needs a URL, not "${url}"`);
  }
  return { url, token };
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), process.env);
  if (!options) {
    process.stdout.write(HELP);
    return;
  }
  const cloud = await startDemoCloud(options);
  for (const name of SERVERS) {
    process.stdout.write(`${name.padEnd(13)} ${cloud.urls[name]}\n`);
  }
  let closing = false;
  const stop = () => {
    if (!closing) {
      closing = true;
      cloud.close().then(() => process.exit(0), fail);
    }
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

function fail(error: unknown): void {
  const known = error instanceof Error;
  const usage =
    error instanceof UsageError ||
    (known &&
      'code' in error &&
      String(error.code).startsWith('ERR_PARSE_ARGS'));
  process.stderr.write(`${known ? error.message : String(error)}\n`);
  process.exit(usage ? 2 : 1);
}

main().catch(fail);
