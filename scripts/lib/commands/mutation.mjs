import { inRepo } from '../paths.mjs';
import { runProgram } from '../processes.mjs';

/**
 * `node scripts/run.mjs mutation`: changes the functions that decide live checks, one
 * small thing at a time, and sees that a test notices each. Minutes; no part of
 * `npm test`. Arguments go to Stryker, for example `--concurrency 1`.
 */
export async function run(args) {
  return runProgram(
    process.execPath,
    [
      inRepo('node_modules/@stryker-mutator/core/bin/stryker.js'),
      'run',
      inRepo('scripts/mutation/stryker.config.mjs'),
      '--concurrency',
      '2',
      ...args,
    ],
    {
      cwd: inRepo('plugins/runbooks-common'),
      env: { ...process.env, NODE_ENV: 'test' },
    },
  );
}
