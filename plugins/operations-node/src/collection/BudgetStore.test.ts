import { Knex } from 'knex';
import { bothTestDatabases } from '../testing';
import { BudgetAccount, BudgetStore, budgetAccountOf } from './BudgetStore';
import { createCollectionStore } from './CollectionStore';

const NOW = new Date('2026-11-20T10:00:00.000Z');
const databases = bothTestDatabases();

describe.each(databases.eachSupportedId())('budgets on %s', databaseId => {
  const account: BudgetAccount = {
    key: 'shared:example/0123',
    limit: { capacity: 10, refillPerSecond: 1 },
  };
  let knex: Knex;
  let store: BudgetStore;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    store = (await createCollectionStore({ getClient: async () => knex }))
      .budgets;
  });

  const soon = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000);

  it('sells no call twice to those who share one', async () => {
    const replicas = [store, new BudgetStore(knex), new BudgetStore(knex)];
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, i) =>
        replicas[i % replicas.length].spend(account, NOW),
      ),
    );
    const waits = answers
      .map(at => (at.getTime() - NOW.getTime()) / 1_000)
      .sort((a, b) => a - b);
    // Ten at once, and one more each second after that.
    expect(waits).toEqual([
      ...Array(10).fill(0),
      ...Array.from({ length: 20 }, (_, i) => i + 1),
    ]);
  });

  it('takes back a call that was not made', async () => {
    for (let i = 0; i < 11; i++) await store.spend(account, NOW);
    await store.giveBack(account, NOW);
    expect(await store.spend(account, NOW)).toEqual(soon(1));
  });

  it('holds everybody up to what the provider said', async () => {
    const unlimited = { key: account.key };
    expect(await store.spend(unlimited, NOW)).toEqual(NOW);
    expect(await store.states([account.key])).toEqual(new Map());
    const resetsAt = soon(600);
    await store.observe(unlimited, { limit: 60, remaining: 1, resetsAt }, NOW);
    const other = new BudgetStore(knex);
    expect(await other.spend(unlimited, soon(1))).toEqual(soon(1));
    expect(await store.spend(unlimited, soon(2))).toEqual(resetsAt);
    expect(await store.spend({ key: 'scope:other/one' }, NOW)).toEqual(NOW);
    expect(await store.spend(unlimited, soon(601))).toEqual(soon(601));
    expect((await store.states([account.key])).get(account.key)).toEqual({});
  });

  it('lets go of what nobody has spent from for long', async () => {
    await store.spend(account, NOW);
    expect(await store.prune(NOW, 10)).toBe(0);
    expect(await store.prune(soon(1), 10)).toBe(1);
    expect(await store.states([account.key])).toEqual(new Map());
  });
});

it('is shared by the scopes for which the source names one budget', () => {
  const scope = (id: string) => ({
    id,
    title: id,
    attributes: { org: 'acme' },
  });
  const source = { id: 'example' };
  expect(budgetAccountOf(source, scope('a')).key).toBe('scope:example/a');
  expect(budgetAccountOf(source, scope('b')).key).toBe('scope:example/b');
  const shared = {
    ...source,
    budgetKey: ({ attributes }: { attributes: Record<string, string> }) =>
      `example/${attributes.org}`,
  };
  for (const id of ['a', 'b']) {
    expect(budgetAccountOf(shared, scope(id)).key).toBe('shared:example/acme');
  }
});
