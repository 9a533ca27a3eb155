import { bothTestDatabases } from './bothTestDatabases';

describe('the databases of the tests', () => {
  const databases = bothTestDatabases();

  it('are both supported', () => {
    expect(databases.eachSupportedId()).toEqual([
      ['SQLITE_3'],
      ['POSTGRES_18'],
    ]);
    expect(databases.supports('SQLITE_3')).toBe(true);
    expect(databases.supports('POSTGRES_18')).toBe(true);
  });

  it.each([
    ['SQLITE_3', 'select sqlite_version() as version', /^3\./],
    ['POSTGRES_18', 'show server_version', /^18\./],
  ] as const)('%s answers', async (id, question, version) => {
    const knex = await databases.init(id);
    const answer = await knex.raw(question);
    const [row] = answer.rows ?? answer;
    expect(String(Object.values(row)[0])).toMatch(version);
  });

  it('are refused with advice when PostgreSQL is not there', () => {
    expect(() => bothTestDatabases({})).toThrow(/Run `npm test`/);
  });
});
