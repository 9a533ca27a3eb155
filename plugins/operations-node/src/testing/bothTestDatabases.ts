import { TestDatabases } from '@backstage/backend-test-utils';

const POSTGRES = 'BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING';

/**
 * SQLite and PostgreSQL 18 for the tests of a store. Backstage leaves a database
 * out silently when it is not there; this fails instead.
 *
 * @throws Error that says how to run the tests, when PostgreSQL is missing.
 */
export function bothTestDatabases(
  environment: NodeJS.ProcessEnv = process.env,
): TestDatabases {
  if (!environment[POSTGRES]) {
    throw new Error(
      `There is no PostgreSQL for the database tests (${POSTGRES} is not set). Run \`npm test\`, or \`npm test -- <path>\` for some of them: it starts one.`,
    );
  }
  return TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
}
