import { mkdirSync } from 'node:fs';
import { Advice } from './failure.mjs';
import { inRepo } from './paths.mjs';
import {
  NODE_TRANSFORM,
  requireFreePorts,
  startProgram,
  tail,
  waitForUrl,
} from './processes.mjs';

/** Ports of the demo, unless told otherwise. The clouds take six in a row. */
export const DEFAULT_PORTS = { portal: 3000, backend: 7007, clouds: 7100 };

/** Order in which the stand-in clouds take their ports. */
const CLOUDS = [
  'control',
  'aws',
  'kubernetes',
  'github',
  'prometheus',
  'alertmanager',
];

const START_TIMEOUT_MS = 240_000;

/**
 * Starts the stand-in clouds, the backend and the portal, and waits until all
 * of them answer.
 *
 * @param stateDir folder that keeps databases, scenario state and logs
 * @param cadence how often sources are read (ISO-8601), where the configuration's own will not do
 */
export async function startDemo({
  stateDir,
  ports = DEFAULT_PORTS,
  cadence,
  onProgress = () => {},
}) {
  await requireFreePorts({
    [ports.portal]: 'the portal',
    [ports.backend]: 'the Backstage backend',
    ...Object.fromEntries(
      CLOUDS.map((cloud, i) => [
        ports.clouds + i,
        `the stand-in cloud "${cloud}"`,
      ]),
    ),
  });
  const logDir = `${stateDir}/logs`;
  mkdirSync(`${stateDir}/database`, { recursive: true });
  const env = {
    ...demoEnvironment(ports, stateDir, cadence),
    DEMO_CLOUD_WEBHOOK: `http://localhost:${ports.backend}/api/incidents/webhooks/alertmanager/main`,
    DEMO_CLOUD_WEBHOOK_TOKEN: 'demo-alertmanager-webhook',
  };
  const programs = [
    startClouds(logDir, env),
    startBackstage('backend', logDir, env),
    startBackstage('app', logDir, env),
  ];
  const urls = {
    clouds: `http://localhost:${ports.clouds}`,
    backend: `http://localhost:${ports.backend}`,
    portal: `http://localhost:${ports.portal}`,
  };
  let ended;
  for (const program of programs) {
    program.exited.then(code => {
      ended ??= { program, code };
    });
  }
  const steps = [
    ['The stand-in clouds', `${urls.clouds}/`],
    ['The backend', `${urls.backend}/.backstage/health/v1/readiness`],
    ['The portal', urls.portal],
  ];
  await Promise.all(
    steps.map(async ([what, url], i) => {
      const started = Date.now();
      const up = await waitForUrl(url, {
        timeoutMs: START_TIMEOUT_MS,
        stillAlive: () => ended === undefined,
      });
      if (!up) throw notUp(what, ended?.program ?? programs[i], ended);
      onProgress(
        `${what} is up (${Math.round((Date.now() - started) / 1000)} s)`,
      );
    }),
  );
  return { urls, ended: Promise.race(programs.map(program => program.exited)) };
}

/** Starts the stand-in clouds on the ports that the environment names. */
export function startClouds(logDir, env) {
  return startProgram(
    'clouds',
    [...NODE_TRANSFORM, inRepo('packages/demo-cloud/src/main.ts')],
    { logDir, env },
  );
}

/** What app-config.yaml and the stand-in clouds read from the environment. */
export function demoEnvironment(ports, stateDir, cadence) {
  return {
    OPSDECK_PORTAL_PORT: String(ports.portal),
    OPSDECK_BACKEND_PORT: String(ports.backend),
    ...(cadence ? { OPSDECK_CADENCE: cadence } : {}),
    OPSDECK_DATABASE_DIR: `${stateDir}/database`,
    DEMO_CLOUD_BASE_PORT: String(ports.clouds),
    DEMO_CLOUD_STATE: `${stateDir}/world.json`,
    ...Object.fromEntries(
      CLOUDS.map((cloud, i) => [
        `OPSDECK_${cloud.toUpperCase()}_PORT`,
        String(ports.clouds + i),
      ]),
    ),
  };
}

function notUp(what, program, ended) {
  const why = ended
    ? `${ended.program.name} ended with code ${ended.code}`
    : 'it did not answer within four minutes';
  return new Advice(
    `${what} did not start: ${why}. Its log, ${
      program.logFile
    }, ends with:\n\n${tail(program.logFile)}`,
  );
}

function startBackstage(name, logDir, env) {
  return startProgram(
    name,
    [
      inRepo('node_modules/@backstage/cli/bin/backstage-cli'),
      'package',
      'start',
      '--config',
      inRepo('app-config.yaml'),
    ],
    {
      logDir,
      cwd: inRepo('packages', name),
      env: { ...env, NODE_ENV: 'development' },
    },
  );
}
