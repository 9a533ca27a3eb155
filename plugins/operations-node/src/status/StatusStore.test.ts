import { setTimeout as sleep } from 'node:timers/promises';
import { VERDICTS } from '@opsdeck/backstage-plugin-operations-common';
import fc from 'fast-check';
import { Knex } from 'knex';
import { TestClock } from '../__testUtils__/TestClock';
import { createCollectionStore } from '../collection';
import { bothTestDatabases, openConnections } from '../testing';
import { StatusDraft, StatusStore } from './StatusStore';

const DAY = 86_400_000;
const REF = 'component:default/shop';
const met: StatusDraft = { verdict: 'met', headline: 'fine' };
const breached: StatusDraft = { verdict: 'breached', headline: 'too late' };

const databases = bothTestDatabases();

describe.each(databases.eachSupportedId())('StatusStore on %s', databaseId => {
  let knex: Knex;
  let clock: TestClock;
  let statuses: StatusStore;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    clock = new TestClock();
    ({ statuses } = await createCollectionStore({
      getClient: async () => knex,
    }));
  });

  const save = (draft: StatusDraft, ref = REF) =>
    statuses.save('backups', ref, draft, clock.read());
  const due = () => statuses.due(clock.read(), 100);
  const at = (minute: string) => `2026-11-20T10:${minute}.000Z`;

  it('keeps since while the verdict stays, and moves it when it changes', async () => {
    const first = await save(met);
    expect(first).toEqual({
      entityRef: REF,
      capability: 'backups',
      verdict: 'met',
      headline: 'fine',
      since: at('00:00'),
      evaluatedAt: at('00:00'),
      validUntil: at('15:00'),
      nextChangeAt: null,
      observedBy: null,
      sequence: 1,
    });
    clock.advance({ minutes: 5 });
    expect(await save({ ...met, headline: 'still fine' })).toMatchObject({
      since: at('00:00'),
      headline: 'still fine',
      sequence: 2,
    });
    clock.advance({ minutes: 5 });
    expect(await save(breached)).toMatchObject({
      since: at('10:00'),
      sequence: 3,
    });
  });

  it('keeps what the verdict was observed by', async () => {
    const observedBy = {
      source: { id: 'a', title: 'A', scopeId: 'eu', scopeTitle: 'Europe' },
      noSource: null,
      freshness: { asOf: at('00:00'), staleAt: at('10:00') },
    };
    expect(await save({ ...met, observedBy })).toMatchObject({ observedBy });
    expect(await statuses.page('backups', undefined, 9)).toMatchObject([
      { observedBy },
    ]);
    expect(await save(met)).toMatchObject({ observedBy: null });
  });

  it('does not take "never evaluated" for "nothing declared"', async () => {
    await statuses.ensure([REF], clock.read());
    clock.advance({ minutes: 5 });
    expect(await save({ verdict: null, headline: '' })).toMatchObject({
      since: at('05:00'),
      sequence: 1,
    });
  });

  it('always bounds how long a status may be believed, and when it comes round', () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...VERDICTS, null),
        fc.option(fc.integer({ min: -DAY, max: DAY }), { nil: undefined }),
        fc.option(fc.integer({ min: -DAY, max: DAY }), { nil: undefined }),
        fc.integer({ min: -86_400, max: 86_400 }),
        async (verdict, change, look, seconds) => {
          clock.advance({ seconds });
          const now = clock.read().getTime();
          const from = (ms?: number) =>
            ms === undefined ? undefined : new Date(now + ms);
          const before = await statuses.page('backups', undefined, 1);
          const saved = await save({
            verdict,
            headline: 'x',
            nextChangeAt: from(change),
            lookAgainAt: from(look),
          });
          const validFor = Date.parse(saved.validUntil) - now;
          expect(validFor).toBeGreaterThan(0);
          expect(validFor).toBeLessThanOrEqual(15 * 60_000);
          expect(saved.since <= saved.evaluatedAt).toBe(true);
          expect(saved.sequence).toBe((before[0]?.sequence ?? 0) + 1);
          const [{ due_at: dueAt }] = await knex('entity_statuses');
          expect(Date.parse(dueAt) - now).toBeGreaterThan(0);
          expect(Date.parse(dueAt) - now).toBeLessThanOrEqual(5 * 60_000);
        },
      ),
      { numRuns: 100 },
    ));

  it('numbers evaluations that run at once one after the other, the first too', async () => {
    await openConnections(knex);
    const saved = await Promise.all(Array.from({ length: 5 }, () => save(met)));
    expect(saved.map(({ sequence }) => sequence).sort()).toEqual([
      1, 2, 3, 4, 5,
    ]);
  });

  it('comes round after five minutes, or when the verdict changes by itself', async () => {
    await save(met);
    await save(
      { ...met, nextChangeAt: new Date(at('02:00')) },
      'component:default/soon',
    );
    expect(await due()).toEqual([]);
    clock.advance({ minutes: 2 });
    expect(await due()).toEqual(['component:default/soon']);
    clock.advance({ minutes: 3 });
    expect(await due()).toEqual(['component:default/soon', REF]);
  });

  it('does not hold a verdict long past its change', async () => {
    expect(
      await save({ ...met, nextChangeAt: new Date(at('03:00')) }),
    ).toMatchObject({ nextChangeAt: at('03:00'), validUntil: at('05:00') });
    expect(
      await save({ ...met, nextChangeAt: new Date(at('00:00')) }),
    ).toMatchObject({ validUntil: at('02:00') });
    expect(
      await save({ ...met, nextChangeAt: new Date('2026-11-21T00:00:00Z') }),
    ).toMatchObject({ validUntil: at('15:00') });
  });

  it('does not come round at once when the change is overdue', async () => {
    await save({ ...met, nextChangeAt: new Date('2026-11-20T09:00:00Z') });
    expect(await due()).toEqual([]);
    clock.advance({ seconds: 1 });
    expect(await due()).toEqual([REF]);
  });

  it('keeps an entity due that was marked while it was evaluated', async () => {
    await statuses.ensure([REF], clock.read());
    const began = clock.read();
    clock.advance({ seconds: 1 });
    await statuses.touch([REF], clock.read());
    await statuses.save('backups', REF, met, began);
    expect(await due()).toEqual([REF]);
    await save(met);
    expect(await due()).toEqual([]);
  });

  it('keeps an entity due that was marked while it was saved', async () => {
    await save(met);
    const began = clock.read();
    clock.advance({ seconds: 1 });
    const [saved] = await knex.transaction(async trx => {
      await statuses.markDue(trx, [REF], clock.read());
      const saving = statuses.save('backups', REF, met, began);
      // Long enough that the saving waits for this transaction.
      await sleep(200);
      return [saving];
    });
    await saved;
    expect(await due()).toEqual([REF]);
  });

  it('marks many at once, new ones too, each once', async () => {
    const refs = Array.from(
      { length: 250 },
      (_, i) => `component:default/${i}`,
    );
    await statuses.touch([...refs, ...refs], clock.read());
    expect(await statuses.due(clock.read(), 1000)).toHaveLength(250);
  });

  it('marks in concurrent transactions without a deadlock', async () => {
    const refs = Array.from(
      { length: 100 },
      (_, i) => `component:default/${i}`,
    );
    await statuses.ensure(refs, clock.read());
    await openConnections(knex);
    await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        statuses.touch(i % 2 ? refs : [...refs].reverse(), clock.read()),
      ),
    );
    expect(await due()).toHaveLength(100);
  });

  it('ensure leaves the evaluated alone', async () => {
    await save(met);
    await statuses.ensure([REF, 'component:default/new'], clock.read());
    expect(await due()).toEqual(['component:default/new']);
  });

  it('postpones and removes', async () => {
    await statuses.ensure([REF], clock.read());
    await statuses.postpone(REF, new Date(at('01:00')));
    expect(await due()).toEqual([]);
    clock.advance({ minutes: 1 });
    expect(await due()).toEqual([REF]);
    await statuses.remove(REF);
    expect(await due()).toEqual([]);
  });

  it('pages through what was evaluated, in order', async () => {
    for (const name of ['c', 'a', 'b']) await save(met, `component:x/${name}`);
    await statuses.ensure(['component:x/never'], clock.read());
    const first = await statuses.page('backups', undefined, 2);
    expect(first.map(({ entityRef }) => entityRef)).toEqual([
      'component:x/a',
      'component:x/b',
    ]);
    const rest = await statuses.page('backups', 'component:x/b', 2);
    expect(rest).toEqual([
      expect.objectContaining({
        entityRef: 'component:x/c',
        capability: 'backups',
        sequence: 1,
      }),
    ]);
  });
});
