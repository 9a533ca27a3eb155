import { inRepo } from '../paths.mjs';
import { startPostgres } from '../postgres.mjs';
import { NODE_TRANSFORM, runProgram } from '../processes.mjs';

/** `npm run bench`: the benchmarks, on SQLite and on a real PostgreSQL. */
export async function run(args) {
  const postgres = await startPostgres();
  try {
    return await runProgram(
      process.execPath,
      [...NODE_TRANSFORM, inRepo('packages/bench/src/index.ts'), ...args],
      {
        env: {
          ...process.env,
          NODE_ENV: 'development',
          OPSDECK_BENCH_POSTGRES: postgres.connectionString,
        },
      },
    );
  } finally {
    await postgres.stop();
  }
}
