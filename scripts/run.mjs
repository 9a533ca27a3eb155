#!/usr/bin/env node
/*
 * The front door: `npm start`, `npm test`, `npm run bench` and `npm run opsdeck`
 * from a clean clone with only Node (18 or later) and npm. This file and lib/
 * use nothing but Node itself, because nothing else is there yet.
 */
import { reportAndExit } from './lib/failure.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { ensureNode } from './lib/runtime.mjs';

const COMMANDS = {
  start: () => import('./lib/commands/start.mjs'),
  test: () => import('./lib/commands/test.mjs'),
  e2e: () => import('./lib/commands/e2e.mjs'),
  replicas: () => import('./lib/commands/replicas.mjs'),
  packages: () => import('./lib/commands/packages.mjs'),
  mutation: () => import('./lib/commands/mutation.mjs'),
  bench: () => import('./lib/commands/bench.mjs'),
  opsdeck: () => import('./lib/commands/opsdeck.mjs'),
};

const [name, ...args] = process.argv.slice(2);
try {
  const load = COMMANDS[name];
  if (!load) {
    throw new Error(
      `Usage: node scripts/run.mjs ${Object.keys(COMMANDS).join('|')}`,
    );
  }
  const rerun = ensureNode();
  if (rerun === undefined) {
    // The command line keeps standard output for its answer.
    ensureInstalled();
    const { run } = await load();
    const code = await run(args);
    // An embedded PostgreSQL leaves a hook behind that ends a process with 0.
    if (code !== 0) process.exit(code);
  } else {
    process.exitCode = rerun;
  }
} catch (error) {
  reportAndExit(error);
}
