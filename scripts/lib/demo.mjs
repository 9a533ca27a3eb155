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

export const PORTAL = 'http://localhost:3000';
export const BACKEND = 'http://localhost:7007';
const CLOUD_PORT = 7100;

const PORTS = {
  3000: 'the portal',
  7007: 'the Backstage backend',
  [CLOUD_PORT]: 'the stand-in clouds',
};

/**
 * Starts the stand-in clouds, the backend and the portal, and waits until all
 * of them answer.
 *
 * @param stateDir folder that keeps databases, scenario state and logs
 */
export async function startDemo({ stateDir, onProgress = () => {}, env = {} }) {
  await requireFreePorts(PORTS);
  const logDir = `${stateDir}/logs`;
  mkdirSync(`${stateDir}/database`, { recursive: true });
  const programs = [
    startProgram(
      'clouds',
      [...NODE_TRANSFORM, inRepo('packages/demo-cloud/src/main.ts')],
      {
        logDir,
        env: {
          ...env,
          DEMO_CLOUD_BASE_PORT: String(CLOUD_PORT),
          DEMO_CLOUD_STATE: `${stateDir}/world.json`,
        },
      },
    ),
    startBackstage('backend', logDir, env),
    startBackstage('app', logDir, env),
  ];
  let ended;
  for (const program of programs) {
    program.exited.then(code => {
      ended ??= { program, code };
    });
  }
  const stillAlive = () => ended === undefined;
  const steps = [
    ['The stand-in clouds', `http://localhost:${CLOUD_PORT}/`],
    ['The backend', `${BACKEND}/.backstage/health/v1/readiness`],
    ['The portal', PORTAL],
  ];
  await Promise.all(
    steps.map(async ([what, url]) => {
      const started = Date.now();
      const up = await waitForUrl(url, { timeoutMs: 240_000, stillAlive });
      if (!up) {
        const program =
          ended?.program ?? programs[steps.findIndex(step => step[1] === url)];
        throw new Advice(
          `${what} did not start${
            ended
              ? ` (${ended.program.name} ended with code ${ended.code})`
              : ' within four minutes'
          }. Its log, ${program.logFile}, ends with:\n\n${tail(
            program.logFile,
          )}`,
        );
      }
      onProgress(
        `${what} is up (${Math.round((Date.now() - started) / 1000)} s)`,
      );
    }),
  );
  return {
    programs,
    ended: Promise.race(programs.map(program => program.exited)),
  };
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
