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

  const start = name => {
    if (current.get(name)?.running) throw new Error(`${name} runs already`);
    const turn = (starts.get(name) ?? 0) + 1;
    starts.set(name, turn);
    const program = startProgram(
      `replica-${name}-${turn}`,
      [
        ...NODE_TRANSFORM,
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
        },
      },
    );
    const replica = { ...program, running: true };
    program.exited.then(() => {
      replica.running = false;
    });
    current.set(name, replica);
  };

  /** Gives a replica no chance to put anything in order; answers when it is gone. */
  const kill = async name => {
    const replica = current.get(name);
    if (!replica?.running) throw new Error(`${name} does not run`);
    process.kill(-replica.child.pid, 'SIGKILL');
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

  return { start, kill, look };
}
