import { ensurePrograms } from '../debian.mjs';
import { Advice, say } from '../failure.mjs';
import { inRepo } from '../paths.mjs';
import { startPostgres } from '../postgres.mjs';
import { runProgram, stopAll } from '../processes.mjs';
import { checkDependencies } from '../checkDependencies.mjs';

const backstageCli = inRepo('node_modules/@backstage/cli/bin/backstage-cli');

/** Programs of Debian that the tests talk to: real servers and a browser. */
const PROGRAMS = {
  prometheus: ['prometheus'],
  'prometheus-alertmanager': ['prometheus-alertmanager', 'alertmanager'],
  chromium: ['chromium', 'chromium-browser', 'google-chrome'],
};

/**
 * `npm test`: everything. With paths, as in `yarn test plugins/backups-common`,
 * only their unit and database tests.
 */
export async function run(args) {
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, stopAll);
  if (args.length > 0) return jest(args);

  ensurePrograms(PROGRAMS);
  const steps = [
    ['Dependency rules', async () => checkDependencies()],
    [
      'Types',
      () =>
        node(
          inRepo('node_modules/typescript/bin/tsc'),
          '--noEmit',
          '--incremental',
          'false',
        ),
    ],
    [
      'Format',
      () =>
        node(
          inRepo('node_modules/prettier/bin-prettier.js'),
          '--check',
          '--loglevel',
          'warn',
          '.',
        ),
    ],
    ['Lint', () => node(backstageCli, 'repo', 'lint')],
    ['Unit, database and contract tests', () => jest([])],
    ['Packages', () => node(inRepo('scripts/run.mjs'), 'packages')],
    ['Replicas', () => node(inRepo('scripts/run.mjs'), 'replicas')],
    ['Browser tests', () => node(inRepo('scripts/run.mjs'), 'e2e')],
  ];
  const times = [];
  for (const [index, [name, step]] of steps.entries()) {
    say(`\n[${index + 1}/${steps.length}] ${name} …`);
    const started = Date.now();
    const code = await step();
    const seconds = Math.round((Date.now() - started) / 1000);
    times.push(`${name}: ${seconds} s`);
    if (code !== 0)
      throw new Advice(`${name} failed after ${seconds} s; see above.`);
  }
  say(`\nAll passed. ${times.join(' · ')}`);
  return 0;
}

function node(...args) {
  return runProgram(process.execPath, args);
}

/** Jest over the given paths, on SQLite and on a real PostgreSQL. */
async function jest(args) {
  const postgres = await startPostgres();
  try {
    return await runProgram(
      process.execPath,
      [backstageCli, 'repo', 'test', '--watchAll=false', ...args],
      {
        env: {
          ...process.env,
          NODE_ENV: 'test',
          BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING:
            postgres.connectionString,
        },
      },
    );
  } finally {
    await postgres.stop();
  }
}
