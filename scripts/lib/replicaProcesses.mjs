import { existsSync } from 'node:fs';
import { inRepo } from './paths.mjs';
import { NODE_TRANSFORM, startProgram, tail } from './processes.mjs';

const TESTS = inRepo('packages/e2e/replicas');

/**
 * The replicas of one backend: the code and the configuration of the demo, over
 * one PostgreSQL. Each has its name and its port, and may be started again and
 * again; every start writes a log of its own.
 */
export function replicaProcesses({ ports, logDir, env }) {
  const current = new Map();
  const starts = new Map();

  /** @param clockAheadS - by how many seconds the replica's clock is wrong */
  const start = (name, clockAheadS = 0) => {
    if (current.get(name)?.running) throw new Error(`${name} runs already`);
    const turn = (starts.get(name) ?? 0) + 1;
    starts.set(name, turn);
    const program = startProgram(
      `replica-${name}-${turn}`,
      [
        ...NODE_TRANSFORM,
        ...(clockAheadS ? ['--require', `${TESTS}/clockAhead.cjs`] : []),
        inRepo('packages/backend/src/index.ts'),
        '--config',
        inRepo('app-config.yaml'),
        '--config',
        `${TESTS}/app-config.replicas.yaml`,
      ],
      {
        logDir,
        // Relative paths of the configuration count from the backend package.
        cwd: inRepo('packages/backend'),
        env: {
          ...env,
          NODE_ENV: 'development',
          OPSDECK_BACKEND_PORT: String(ports[name]),
          OPSDECK_CLOCK_AHEAD_S: String(clockAheadS),
        },
      },
    );
    const replica = { ...program, running: true };
    program.exited.then(() => {
      replica.running = false;
    });
    current.set(name, replica);
  };

  /**
   * Ends a replica and answers when it is gone: SIGTERM lets it put everything in
   * order, SIGKILL lets it put nothing in order.
   */
  const end = async (name, signal) => {
    const replica = current.get(name);
    if (!replica?.running) throw new Error(`${name} does not run`);
    process.kill(-replica.child.pid, signal);
    await replica.exited;
  };

  /** Whether a replica runs, and what its present log says. */
  const look = name => {
    const replica = current.get(name);
    const log = replica && existsSync(replica.logFile) ? replica.logFile : '';
    return {
      running: replica?.running ?? false,
      starts: starts.get(name) ?? 0,
      log: log && tail(log, Infinity),
    };
  };

  return { start, end, look };
}
