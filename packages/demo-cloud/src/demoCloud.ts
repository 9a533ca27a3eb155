import { parse, format } from 'node:path';
import express, { Router } from 'express';
import { createAws } from './aws';
import { createControl } from './control';
import { Story } from './control/story';
import { createGithub } from './github';
import { createKubernetes } from './kubernetes';
import { createMonitoring, WebhookTarget } from './monitoring';
import { behindGate, RequestCount } from './server/gate';
import { listen, Listening } from './server/listen';
import { loadScenarios } from './world/scenarioFile';
import { Source } from './world/scenarios';
import { World } from './world/world';

/** Everything that listens, in the order of the ports from the base port on. */
export const SERVERS = [
  'control',
  'aws',
  'kubernetes',
  'github',
  'prometheus',
  'alertmanager',
] as const;
export type ServerName = (typeof SERVERS)[number];

/** How to start the stand-in clouds. */
export interface DemoCloudOptions {
  /** Whoever knows the seed knows the history. */
  seed: string;
  /** Where the turns of the switches are kept; Alertmanager's silences go into a second file beside it. */
  stateFile: string;
  /** The first of consecutive ports, or one for each server; 0, or one left out, takes a free port. */
  ports?: number | Partial<Record<ServerName, number>>;
  /** The present, milliseconds since the epoch. Default: the clock of the machine. */
  clock?: () => number;
  /** Time that every answer of a stand-in takes longer, milliseconds. Default 0. */
  latencyMs?: number;
  /** What the stand-ins call by themselves. */
  hooks?: {
    /** Receiver of Alertmanager's notifications; without it none are sent. */
    alertmanager?: WebhookTarget;
  };
}

/** The stand-in clouds while they run. */
export interface RunningDemoCloud {
  /** Where each server listens, without a slash at the end. Clusters are under `/clusters/<name>` of `kubernetes`. */
  urls: Readonly<Record<ServerName, string>>;
  /** Turns a switch, as the control page does. */
  turn(name: string, target: string, on: boolean): Promise<void>;
  /** How often each stand-in was called. */
  requestCounts(): Record<Source, RequestCount>;
  /** Ends every server and every open connection. */
  close(): Promise<void>;
}

/**
 * Starts all stand-in clouds on the loopback address.
 *
 * @throws PortInUseError when a port is taken; nothing is left running then.
 * @throws UnreadableFileError naming the file of the saved story when it cannot be read.
 */
export async function startDemoCloud(
  options: DemoCloudOptions,
): Promise<RunningDemoCloud> {
  const { seed, stateFile, clock: now = Date.now, latencyMs = 0 } = options;
  const story = new Story(await loadScenarios(stateFile), stateFile);
  const world = new World(seed, story.log);
  const monitoring = await createMonitoring({
    world,
    now,
    memoryFile: besideOf(stateFile, 'alertmanager'),
    webhook: options.hooks?.alertmanager,
    prometheusUrl: knownUrl('prometheus', options.ports),
    alertmanagerUrl: knownUrl('alertmanager', options.ports),
  });
  const counts = new Map<Source, RequestCount>();
  const urls: Partial<Record<ServerName, string>> = {};
  const gates = [
    createAws(world, now),
    createKubernetes(world, now),
    createGithub(world, now),
    ...monitoring.providers,
  ].map(provider => ({
    name: provider.source,
    router: behindGate(provider, { world, now, latencyMs, counts }),
  }));
  const control = createControl({ story, now, counts, urls: () => urls });

  const listening: Listening[] = [];
  const closeServers = async () => {
    await Promise.all(listening.map(server => server.close()));
  };
  try {
    for (const { name, router } of [
      { name: 'control' as const, router: control },
      ...gates,
    ]) {
      const port = portOf(name, options.ports);
      const server = await listen(name, application(router), port);
      listening.push(server);
      urls[name] = server.url;
    }
  } catch (error) {
    await closeServers();
    throw error;
  }
  monitoring.start();
  return {
    urls: urls as Record<ServerName, string>,
    turn: (name, target, on) => story.turn(name, target, on, now()),
    requestCounts: () =>
      Object.fromEntries(counts) as Record<Source, RequestCount>,
    close: async () => {
      await closeServers();
      await monitoring.stop();
    },
  };
}

function application(router: Router): express.Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(router);
  return app;
}

function portOf(name: ServerName, ports: DemoCloudOptions['ports']): number {
  if (typeof ports === 'number') {
    return ports === 0 ? 0 : ports + SERVERS.indexOf(name);
  }
  return ports?.[name] ?? 0;
}

function knownUrl(
  name: ServerName,
  ports: DemoCloudOptions['ports'],
): string | undefined {
  const port = portOf(name, ports);
  return port === 0 ? undefined : `http://127.0.0.1:${port}`;
}

/** `state.json` and `alertmanager` give `state.alertmanager.json`. */
function besideOf(file: string, what: string): string {
  const { dir, name, ext } = parse(file);
  return format({ dir, name: `${name}.${what}`, ext });
}
