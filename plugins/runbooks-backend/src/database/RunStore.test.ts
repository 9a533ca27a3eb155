import { CheckResult } from '@opsdeck/backstage-plugin-runbooks-common';
import { mockServices } from '@backstage/backend-test-utils';
import {
  DATABASES,
  TestStores,
  createTestStores,
} from '../__testUtils__/databases';
import { NOW, SHOP, later } from '../__testUtils__/runbooks';
import { DANA, OLGA, adopt, person, startRun } from '../__testUtils__/runs';
import { pruneRunbooks } from '../collection/scheduleRetention';
import { BusinessCalendars } from '../calendar/BusinessCalendars';
import { OccurrenceOpener } from '../schedule/OccurrenceOpener';
import { StepConflictError } from './RunRecord';

const openStores = createTestStores();
const TODAY = '2026-11-20T14:00:00.000Z';

const CHECK = {
  name: 'backup.completed',
  parameters: { resource: 'resource:default/shop-db' },
  line: 11,
};

const result = (outcome: CheckResult['outcome']): CheckResult => ({
  outcome,
  reason: 'because',
  observed: { a: [1] },
  threshold: null,
  source: 'test',
  observedAt: NOW.toISOString(),
  validForMs: 60_000,
});

describe.each(DATABASES)('runs on %s', databaseId => {
  let stores: TestStores;
  let ids: { daily: string; restore: string };
  beforeEach(async () => {
    stores = await openStores(databaseId);
    ids = await adopt(stores);
    await new OccurrenceOpener({
      ...stores,
      calendars: new BusinessCalendars([], stores.calendars),
      statuses: stores.collection.statuses,
      logger: mockServices.logger.mock(),
      clock: () => NOW,
    }).openDue(new AbortController().signal);
  });

  const tick = (
    runId: string,
    stepId: string,
    expectedVersion = 0,
    actor = DANA,
  ) =>
    stores.runs.change(runId, async writer =>
      writer.setStep(
        await writer.step(stepId),
        { state: 'done', expectedVersion },
        person(actor),
        later(1),
      ),
    );
  const end = (runId: string, state: 'finished' | 'abandoned', at = later(2)) =>
    stores.runs.change(runId, writer =>
      writer.end(state, person(OLGA), at, 'why'),
    );

  it('begins with every step open and the definition of the moment', async () => {
    const run = await startRun(stores, ids.daily, TODAY);
    expect(run).toMatchObject({
      state: 'running',
      scheduledAt: TODAY,
      dueAt: TODAY,
      startedBy: DANA,
      closed: 0,
      total: 3,
      last: null,
      events: [{ seq: 1, kind: 'started', actor: DANA }],
    });
    expect(run.steps.map(({ stepId, state }) => [stepId, state])).toEqual([
      ['look', 'open'],
      ['backup', 'open'],
      ['alerts', 'open'],
    ]);
    await expect(stores.runs.listRunning(SHOP)).resolves.toHaveLength(1);
  });

  it('gives an occurrence to one run only, however many start at once', async () => {
    const starts = await Promise.allSettled(
      Array.from({ length: 5 }, () => startRun(stores, ids.daily, TODAY)),
    );
    const failures = starts.flatMap(start =>
      start.status === 'rejected' ? start.reason.name : [],
    );
    expect(failures).toEqual(Array(4).fill('ConflictError'));
    await expect(stores.knex('runs')).resolves.toHaveLength(1);
    await expect(
      startRun(stores, ids.daily, '2026-11-19T14:00:00.000Z'),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
  });

  it('frees the occurrence of an abandoned run, and keeps that of a finished one', async () => {
    const first = await startRun(stores, ids.daily, TODAY);
    await end(first.id, 'abandoned');
    const second = await startRun(stores, ids.daily, TODAY);
    await end(second.id, 'finished');
    await expect(startRun(stores, ids.daily, TODAY)).rejects.toThrow(
      /done already/,
    );
    const occurrences = await stores.occurrences.newest(SHOP);
    expect(occurrences.get(ids.daily)).toMatchObject([
      { doneAt: later(2).toISOString(), runId: second.id },
    ]);
    await expect(stores.runs.lastFinished(SHOP)).resolves.toEqual(
      new Map([[ids.daily, expect.objectContaining({ id: second.id })]]),
    );
  });

  it('refuses one of two ticks on the same basis, and tells how the step stands', async () => {
    const { id } = await startRun(stores, ids.daily);
    const ticks = await Promise.allSettled([
      tick(id, 'look', 0, DANA),
      tick(id, 'look', 0, OLGA),
    ]);
    const refused = ticks.flatMap(each =>
      each.status === 'rejected' ? each.reason : [],
    );
    expect(refused).toHaveLength(1);
    expect(refused[0]).toBeInstanceOf(StepConflictError);
    expect(refused[0].current).toMatchObject({ state: 'done', version: 1 });
    await expect(
      stores.knex('run_events').where({ kind: 'step' }),
    ).resolves.toHaveLength(1);
  });

  it('takes ticks of different steps at the same time', async () => {
    const { id } = await startRun(stores, ids.daily);
    await Promise.all(['look', 'backup', 'alerts'].map(step => tick(id, step)));
    const run = await stores.runs.get(id);
    expect(run).toMatchObject({ closed: 3, failed: 0 });
    expect(run.events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    expect(run.last).toMatchObject({ actor: DANA, at: later(1).toISOString() });
  });

  it('counts anew when a tick is taken back', async () => {
    const { id } = await startRun(stores, ids.daily);
    await tick(id, 'look');
    await stores.runs.change(id, async writer =>
      writer.setStep(
        await writer.step('look'),
        { state: 'open', expectedVersion: 1 },
        person(OLGA),
        later(2),
      ),
    );
    await expect(stores.runs.get(id)).resolves.toMatchObject({
      closed: 0,
      last: { text: 'Look at the dashboard', actor: DANA },
    });
  });

  it('keeps a note without touching the state', async () => {
    const { id } = await startRun(stores, ids.daily);
    await tick(id, 'look');
    const note = (text: string, expectedVersion: number) =>
      stores.runs.change(id, async writer =>
        writer.setStep(
          await writer.step('look'),
          { state: 'done', note: text, expectedVersion },
          person(OLGA),
          later(3),
        ),
      );
    await note('first', 1);
    await note('second', 2);
    const run = await stores.runs.get(id);
    expect(run.steps[0]).toMatchObject({
      state: 'done',
      actor: DANA,
      note: 'second',
      version: 3,
    });
    expect(run.events.slice(2)).toMatchObject([
      { kind: 'note', actor: OLGA, note: 'first', state: null },
      { kind: 'note', note: 'second' },
    ]);
  });

  it('records what a live check changes, not every look at it', async () => {
    const { id } = await startRun(stores, ids.daily);
    const check = (
      outcome: CheckResult['outcome'],
      effect: 'tick' | 'reopen' | 'none',
    ) =>
      stores.runs.change(id, async writer =>
        writer.setCheck(
          await writer.step('backup'),
          { check: CHECK, result: result(outcome) },
          effect,
          later(1),
        ),
      );
    await check('unknown', 'none');
    await check('unknown', 'none');
    await check('pass', 'tick');
    await check('pass', 'none');
    await check('fail', 'reopen');
    const run = await stores.runs.get(id);
    expect(
      run.events
        .slice(1)
        .map(({ kind, state, evidence }) => [kind, state, evidence?.outcome]),
    ).toEqual([
      ['check', null, 'unknown'],
      ['check', 'done', 'pass'],
      ['check', 'open', 'fail'],
    ]);
    expect(run.steps[1]).toMatchObject({
      state: 'open',
      method: 'automatic',
      actor: null,
      check: result('fail'),
    });
  });

  it('changes nothing once it has ended', async () => {
    const { id } = await startRun(stores, ids.daily);
    await end(id, 'abandoned');
    await expect(tick(id, 'look')).rejects.toThrow(
      /cannot be changed any more/,
    );
    await expect(end(id, 'finished')).rejects.toMatchObject({
      name: 'ConflictError',
    });
    await expect(stores.runs.getToCheck(id)).resolves.toBeUndefined();
    await expect(
      stores.runs.change(
        '6f1c2a34-0000-4000-8000-000000000001',
        async () => {},
      ),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
  });

  it('pages through the history, newest first', async () => {
    const started = [];
    for (let n = 0; n < 5; n++) {
      const run = await startRun(stores, n % 2 ? ids.restore : ids.daily);
      // The last two end at the same instant.
      await end(run.id, 'finished', later(Math.min(n, 3)));
      started.push(run.id);
    }
    const first = await stores.runs.page(SHOP, { limit: 3 });
    const last = first[2];
    const rest = await stores.runs.page(SHOP, {
      limit: 3,
      after: { endedAt: last.endedAt!, id: last.id },
    });
    expect(new Set([...first, ...rest].map(({ id }) => id))).toEqual(
      new Set(started),
    );
    expect(rest.map(({ id }) => id)).toEqual([started[1], started[0]]);
    await expect(
      stores.runs.page(SHOP, { limit: 9, checklistId: ids.restore }),
    ).resolves.toHaveLength(2);
  });

  it('lists the runs whose checks are to be looked at', async () => {
    const checked = await startRun(stores, ids.daily);
    await startRun(stores, ids.restore);
    const [found, ...others] = await stores.runs.listToCheck(10);
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      id: checked.id,
      entityRef: SHOP,
      startedAt: checked.startedAt,
      opensAt: null,
    });
    await expect(stores.runs.listToCheck(10, checked.id)).resolves.toEqual([]);
  });

  it('tells a check when the occurrence of its run opened', async () => {
    const { id } = await startRun(stores, ids.daily, TODAY);
    const [occurrence] = (await stores.occurrences.newest(SHOP)).get(
      ids.daily,
    )!;
    await expect(stores.runs.getToCheck(id)).resolves.toMatchObject({
      opensAt: occurrence.opensAt,
    });
  });

  it('keeps whole runs for their time and then nothing of them', async () => {
    const run = await startRun(stores, ids.daily, TODAY);
    await tick(run.id, 'look');
    await end(run.id, 'finished');
    const going = await startRun(stores, ids.restore);
    const prune = (days: number) =>
      pruneRunbooks(stores, later(days * 24), new AbortController().signal);
    const counts = async () =>
      Promise.all(
        ['runs', 'run_steps', 'run_events', 'occurrences'].map(
          async table => (await stores.knex(table)).length,
        ),
      );
    await prune(799);
    await expect(counts()).resolves.toEqual([2, 5, 4, 1]);
    await prune(802);
    await expect(counts()).resolves.toEqual([1, 2, 1, 0]);
    await expect(stores.runs.get(going.id)).resolves.toMatchObject({
      state: 'running',
    });
    await expect(stores.documents.listChecklists(SHOP)).resolves.toHaveLength(
      2,
    );
  });
});
