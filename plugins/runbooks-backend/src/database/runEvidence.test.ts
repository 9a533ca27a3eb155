import {
  EvidenceRecord,
  verifyEvidence,
} from '@opsdeck/backstage-plugin-operations-common';
import { nodeSha256 } from '@opsdeck/backstage-plugin-operations-node';
import { openConnections } from '@opsdeck/backstage-plugin-operations-node/testing';
import {
  CheckResult,
  SetStep,
} from '@opsdeck/backstage-plugin-runbooks-common';
import {
  DATABASES,
  TestStores,
  createTestStores,
} from '../__testUtils__/databases';
import { NOW, SHOP, later } from '../__testUtils__/runbooks';
import { DANA, OLGA, adopt, person, startRun } from '../__testUtils__/runs';
import { pruneRunbooks } from '../collection/scheduleRetention';
import { runStream } from './runEvidence';

const openStores = createTestStores();

const CHECK = {
  name: 'backup.completed',
  parameters: { resource: 'resource:default/shop-db' },
  line: 11,
};
const PASS: CheckResult = {
  outcome: 'pass',
  reason: 'the last backup is 2 h old',
  observed: { hours: 2 },
  threshold: 'at most 26 h old',
  source: 'test',
  observedAt: NOW.toISOString(),
  validForMs: 60_000,
};

describe.each(DATABASES)('the evidence of runs on %s', databaseId => {
  let stores: TestStores;
  let ids: { daily: string; restore: string };
  beforeEach(async () => {
    stores = await openStores(databaseId);
    ids = await adopt(stores);
  });

  const set = (
    runId: string,
    stepId: string,
    change: SetStep,
    actor = person(DANA),
  ) =>
    stores.runs.change(runId, async writer =>
      writer.setStep(await writer.step(stepId), change, actor, later(1)),
    );
  const tick = (runId: string, stepId: string, expectedVersion = 0) =>
    set(runId, stepId, { state: 'done', expectedVersion });
  const end = (runId: string, state: 'finished' | 'abandoned') =>
    stores.runs.change(runId, writer =>
      writer.end(state, person(OLGA), later(2), 'why'),
    );
  const recordsOf = (runId: string): Promise<EvidenceRecord[]> =>
    stores.evidence.read(runStream(runId), { limit: 1000 });
  const verify = async (runId: string, keptHeads: string[] = []) => {
    const lines: Buffer[] = [];
    for await (const line of await stores.evidence.export(
      [runStream(runId)],
      NOW,
    )) {
      lines.push(Buffer.from(line));
    }
    return verifyEvidence(lines, { sha256: nodeSha256, keptHeads });
  };

  it('has a record of every event, with who, for whom, how, what and when', async () => {
    const { id, definitionHash } = await startRun(stores, ids.daily);
    await tick(id, 'look');
    await set(
      id,
      'alerts',
      { state: 'open', note: 'see ticket', expectedVersion: 0 },
      { ref: OLGA, groups: ['group:default/b', 'group:default/a'] },
    );
    await stores.runs.change(id, async writer =>
      writer.setCheck(
        await writer.step('backup'),
        { check: CHECK, result: PASS },
        'tick',
        later(1),
      ),
    );
    await set(id, 'alerts', {
      state: 'skipped',
      reason: 'none today',
      expectedVersion: 1,
    });
    await end(id, 'finished');

    const about = { entityRef: SHOP, checklistId: ids.daily, definitionHash };
    const nothing = { query: null, answer: null, corrects: null };
    const dana = { actor: DANA, groups: ['group:default/team'] };
    expect(await recordsOf(id)).toMatchObject([
      {
        ...nothing,
        ...dana,
        kind: 'started',
        at: NOW.toISOString(),
        method: 'manual',
        details: { ...about, event: 1, title: 'Daily checks', url: null },
      },
      {
        ...nothing,
        ...dana,
        kind: 'step',
        at: later(1).toISOString(),
        method: 'manual',
        details: {
          ...about,
          event: 2,
          stepId: 'look',
          step: 'Look at the dashboard',
          state: 'done',
          reason: null,
          note: null,
        },
      },
      {
        ...nothing,
        kind: 'note',
        actor: OLGA,
        groups: ['group:default/a', 'group:default/b'],
        details: { stepId: 'alerts', state: null, note: 'see ticket' },
      },
      {
        kind: 'check',
        actor: null,
        groups: [],
        method: 'automatic',
        details: { stepId: 'backup', state: 'done' },
        query: {
          check: 'backup.completed',
          parameters: { resource: 'resource:default/shop-db' },
        },
        answer: PASS,
      },
      {
        ...nothing,
        ...dana,
        kind: 'step',
        details: { stepId: 'alerts', state: 'skipped', reason: 'none today' },
      },
      {
        ...nothing,
        kind: 'finished',
        actor: OLGA,
        at: later(2).toISOString(),
        details: { event: 6, stepId: null, reason: 'why' },
      },
    ]);
    expect(await verify(id)).toMatchObject({ ok: true, records: 6 });
  });

  it('is written with the change or not at all', async () => {
    const { id } = await startRun(stores, ids.daily);
    await tick(id, 'look');
    await expect(tick(id, 'look')).rejects.toThrow('Somebody has changed');
    await expect(
      stores.runs.change(id, async writer => {
        await writer.setStep(
          await writer.step('alerts'),
          { state: 'done', expectedVersion: 0 },
          person(DANA),
          later(1),
        );
        throw new Error('killed before the commit');
      }),
    ).rejects.toThrow('killed');
    const run = await stores.runs.get(id);
    expect(run.closed).toBe(1);
    expect(await recordsOf(id)).toHaveLength(run.events.length);
    expect(await verify(id)).toMatchObject({ ok: true, records: 2 });
  });

  it('does not keep a change that cannot be evidence', async () => {
    const { id } = await startRun(stores, ids.daily);
    const half = {
      state: 'done',
      note: 'a\ud83d',
      expectedVersion: 0,
    } as const;
    await expect(set(id, 'look', half)).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining('half of a character'),
    });
    await expect(stores.runs.get(id)).resolves.toMatchObject({ closed: 0 });
    expect(await recordsOf(id)).toHaveLength(1);
  });

  it('is one chain however many work at once', async () => {
    const { id } = await startRun(stores, ids.daily);
    await openConnections(stores.knex);
    const changes = await Promise.allSettled(
      ['look', 'backup', 'alerts'].flatMap(step => [
        tick(id, step),
        set(id, step, { state: 'open', note: 'hm', expectedVersion: 0 }),
      ]),
    );
    // Of two changes on the same basis one is refused.
    expect(
      changes.flatMap(change =>
        change.status === 'rejected' ? change.reason.name : [],
      ),
    ).toEqual(Array(3).fill('ConflictError'));
    const { events } = await stores.runs.get(id);
    const records = await recordsOf(id);
    expect(records).toHaveLength(4);
    expect(records.map(({ details }) => details.event)).toEqual(
      events.map(({ seq }) => seq),
    );
    expect(await verify(id)).toMatchObject({ ok: true });
  });

  it('goes with its run when its time is over, and leaves its last hash', async () => {
    const { id } = await startRun(stores, ids.daily);
    await end(id, 'abandoned');
    const going = await startRun(stores, ids.restore);
    const [, last] = await recordsOf(id);
    const prune = (days: number) =>
      pruneRunbooks(stores, later(days * 24), new AbortController().signal);
    await prune(799);
    expect(await verify(id)).toMatchObject({ ok: true, records: 2 });
    await prune(802);
    expect(await recordsOf(id)).toEqual([]);
    expect(await verify(id, [last.hash])).toMatchObject({
      ok: true,
      records: 0,
      keptHeads: [{ stream: runStream(id), seq: 2 }],
    });
    expect(await verify(going.id)).toMatchObject({ ok: true, records: 1 });
  });
});
