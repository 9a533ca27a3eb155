import { mockCredentials } from '@backstage/backend-test-utils';
import { verifyEvidence } from '@opsdeck/backstage-plugin-operations-common';
import { nodeSha256 } from '@opsdeck/backstage-plugin-operations-node';
import { openConnections } from '@opsdeck/backstage-plugin-operations-node/testing';
import {
  DATABASES,
  TestStores,
  createTestStores,
} from '../__testUtils__/databases';
import { NOW, later } from '../__testUtils__/runbooks';
import { person } from '../__testUtils__/runs';
import { startRelease } from '../__testUtils__/team';
import { sha256Of } from '../database/attachments';
import { runStream } from '../database/runEvidence';
import { pruneRunbooks } from '../collection/scheduleRetention';

const openStores = createTestStores();
const DANA = 'user:default/dana';
const OLGA = 'user:default/olga';
const done = { state: 'done' } as const;
const link = {
  kind: 'link',
  url: 'https://console.example.com/backup/1',
} as const;

describe.each(DATABASES)('work on a run on %s', databaseId => {
  let stores: TestStores;
  let team: Awaited<ReturnType<typeof startRelease>>;
  beforeEach(async () => {
    stores = await openStores(databaseId);
    team = await startRelease(stores);
  });

  const records = () =>
    stores.evidence.read(runStream(team.runId), { limit: 100 });
  const verify = async (runId = team.runId) => {
    const lines: Buffer[] = [];
    for await (const line of await stores.evidence.export(
      [runStream(runId)],
      NOW,
    )) {
      lines.push(Buffer.from(line));
    }
    return verifyEvidence(lines, { sha256: nodeSha256 });
  };
  const confirm = async (user: string, expectedVersion?: number) =>
    team.work.confirmStep(team.as(user), 'freeze', {
      expectedVersion: expectedVersion ?? (await team.step('freeze')).version,
    });
  const end = (state: 'finished' | 'abandoned' = 'finished') =>
    stores.runs.change(team.runId, run =>
      run.end(state, person(DANA), later(2)),
    );
  /** Everything up to the pause point. */
  const settleFirstSection = async () => {
    await team.work.addEvidence(team.as('dana'), 'backup', link);
    await team.set('dana', 'backup', done);
    await team.set('dana', 'freeze', done);
    await confirm('olga');
  };

  describe('killer steps', () => {
    it.each(['skipped', 'not-applicable', 'deferred'] as const)(
      'cannot be %s, whatever the reason',
      async state => {
        await expect(
          team.set('dana', 'backup', { state, reason: 'no time' }),
        ).rejects.toThrow(/must not be .*it is done, or it has failed/);
      },
    );

    it('are done with evidence only, and may fail', async () => {
      await expect(
        team.set('dana', 'backup', { ...done, reason: 'trust me' }),
      ).rejects.toThrow(/attach evidence before/);
      await team.set('dana', 'backup', {
        state: 'failed',
        reason: 'disk full',
      });
      await team.work.addEvidence(team.as('dana'), 'backup', link);
      await team.set('dana', 'backup', done);
      await expect(team.step('backup')).resolves.toMatchObject({
        state: 'done',
        evidence: [{ ...link, actor: DANA, title: null }],
      });
    });
  });

  describe('pause points', () => {
    it.each([done, { state: 'skipped', reason: 'later' } as const])(
      'keep the next section closed (%#)',
      async change => {
        await expect(team.set('dana', 'deploy', change)).rejects.toThrow(
          'first settle “Take a backup”',
        );
        await expect(team.set('dana', 'logs', change)).rejects.toThrow(
          'There is a pause point before this step',
        );
      },
    );

    it('wait for the second person too, then let the work go on', async () => {
      await team.work.addEvidence(team.as('dana'), 'backup', link);
      await team.set('dana', 'backup', done);
      await team.set('dana', 'freeze', done);
      await expect(team.set('dana', 'deploy', done)).rejects.toThrow(
        'first settle “Freeze the queue”',
      );
      await confirm('olga');
      await team.set('dana', 'deploy', done);
      // What is opened again closes the way once more, but not the way back.
      await team.set('olga', 'backup', { state: 'open' });
      await team.set('olga', 'deploy', { state: 'open' });
      await expect(team.set('olga', 'deploy', done)).rejects.toThrow(
        'first settle “Take a backup”',
      );
    });
  });

  describe('four-eyes steps', () => {
    beforeEach(() => team.set('dana', 'freeze', done));

    it('are confirmed by somebody else, both on record', async () => {
      await confirm('olga');
      await expect(team.step('freeze')).resolves.toMatchObject({
        state: 'done',
        actor: DANA,
        confirmedBy: OLGA,
        confirmedAt: later(1).toISOString(),
      });
      expect((await records()).at(-1)).toMatchObject({
        kind: 'confirmed',
        actor: OLGA,
        groups: ['group:default/team'],
        details: { stepId: 'freeze', state: 'done', doer: DANA },
      });
      await expect(team.get()).resolves.toMatchObject({ awaiting: 0 });
    });

    it.each(['dana', 'Dana', 'DANA'])(
      'are not confirmed by who did them, written %s',
      async user => {
        await expect(confirm(user)).rejects.toMatchObject({
          name: 'NotAllowedError',
        });
        await expect(
          team.work.rejectStep(team.as(user), 'freeze', {
            reason: 'hm',
            expectedVersion: 1,
          }),
        ).rejects.toMatchObject({ name: 'NotAllowedError' });
        await expect(team.get()).resolves.toMatchObject({ awaiting: 1 });
      },
    );

    it.each([mockCredentials.service(), mockCredentials.none()])(
      'are not confirmed by a backend or by nobody (%#)',
      async credentials => {
        await expect(
          team.work.confirmStep({ runId: team.runId, credentials }, 'freeze', {
            expectedVersion: 1,
          }),
        ).rejects.toMatchObject({ name: 'NotAllowedError' });
      },
    );

    it('are confirmed as they were looked at', async () => {
      await team.work.addEvidence(team.as('dana'), 'freeze', link);
      await expect(confirm('olga', 1)).rejects.toMatchObject({
        name: 'ConflictError',
        current: { stepId: 'freeze', version: 2, evidence: [link] },
      });
    });

    it('wait anew after any change of state', async () => {
      await confirm('olga');
      await team.set('dana', 'freeze', { state: 'failed', reason: 'it moved' });
      await expect(team.step('freeze')).resolves.toMatchObject({
        confirmedBy: null,
      });
      await expect(team.get()).resolves.toMatchObject({ awaiting: 1 });
    });

    it('are opened again with the reason of the second person', async () => {
      await team.work.rejectStep(team.as('olga'), 'freeze', {
        reason: 'it still moves',
        expectedVersion: 1,
      });
      await expect(team.get()).resolves.toMatchObject({
        closed: 0,
        awaiting: 0,
        events: expect.arrayContaining([
          expect.objectContaining({
            kind: 'rejected',
            actor: OLGA,
            reason: 'it still moves',
          }),
        ]),
      });
      await expect(confirm('olga')).rejects.toThrow('This step is open');
    });

    it('are confirmed once, by one of two who try at once', async () => {
      await openConnections(stores.knex);
      const tries = await Promise.allSettled([
        confirm('olga', 1),
        confirm('rui', 1),
      ]);
      expect(tries.map(({ status }) => status).sort()).toEqual([
        'fulfilled',
        'rejected',
      ]);
      expect(
        (await records()).filter(({ kind }) => kind === 'confirmed'),
      ).toHaveLength(1);
    });

    it('are the only ones that are confirmed', async () => {
      await expect(
        team.work.confirmStep(team.as('olga'), 'deploy', {
          expectedVersion: 0,
        }),
      ).rejects.toThrow('needs no second person');
    });
  });

  describe('evidence', () => {
    const file = { name: '../../etc/a "b".png', mediaType: 'image/png' };
    const bytes = Buffer.from([0, 1, 2, 255]);

    it('is kept and proved, bytes and all', async () => {
      await team.work.addFile(
        team.as('dana'),
        'backup',
        file,
        async () => bytes,
      );
      await team.work.addEvidence(team.as('olga'), 'backup', {
        kind: 'json',
        json: { size: 3, of: [null, 'ß'] },
        title: 'What the console says',
      });
      const { evidence } = await team.step('backup');
      expect(evidence).toMatchObject([
        {
          kind: 'file',
          name: 'a "b".png',
          size: 4,
          sha256: sha256Of(bytes),
          actor: DANA,
        },
        { kind: 'json', json: { size: 3, of: [null, 'ß'] }, actor: OLGA },
      ]);
      const kept = await stores.runs.file(team.runId, evidence[0].id);
      expect(Buffer.compare(kept.bytes, bytes)).toBe(0);
      expect((await records()).slice(1)).toMatchObject([
        {
          kind: 'evidence',
          details: { evidence: { sha256: sha256Of(bytes) } },
        },
        { kind: 'evidence', actor: OLGA, details: { stepId: 'backup' } },
      ]);
      expect(await verify()).toMatchObject({ ok: true, records: 3 });
    });

    it('is served only under its own run, and not once its bytes were changed', async () => {
      await team.work.addFile(
        team.as('dana'),
        'backup',
        file,
        async () => bytes,
      );
      const [{ id }] = (await team.step('backup')).evidence;
      await expect(
        stores.runs.file('6f1c2a34-0000-4000-8000-000000000009', id),
      ).rejects.toMatchObject({ name: 'NotFoundError' });
      await stores.knex('run_files').update({ bytes: Buffer.from('x') });
      await expect(stores.runs.file(team.runId, id)).rejects.toThrow(
        'not those that were attached',
      );
    });

    it('is nothing empty, and nothing of an ended run or of no step', async () => {
      await expect(
        team.work.addFile(team.as('dana'), 'backup', file, async () =>
          Buffer.alloc(0),
        ),
      ).rejects.toThrow('The file is empty');
      await expect(
        team.work.addEvidence(team.as('dana'), 'nowhere', link),
      ).rejects.toMatchObject({ name: 'NotFoundError' });
      await end('abandoned');
      await expect(
        team.work.addEvidence(team.as('dana'), 'backup', link),
      ).rejects.toThrow('cannot be changed any more');
      await expect(stores.knex('run_evidence')).resolves.toEqual([]);
    });

    it('of many at once is refused to nobody', async () => {
      await openConnections(stores.knex);
      await Promise.all(
        ['dana', 'olga', 'rui'].map(user =>
          team.work.addEvidence(team.as(user), 'backup', link),
        ),
      );
      expect((await team.step('backup')).evidence).toHaveLength(3);
      expect(await verify()).toMatchObject({ ok: true, records: 4 });
    });

    it('goes with its run', async () => {
      await team.work.addFile(
        team.as('dana'),
        'backup',
        file,
        async () => bytes,
      );
      await end('abandoned');
      await pruneRunbooks(
        stores,
        later(802 * 24),
        new AbortController().signal,
      );
      for (const table of ['run_files', 'run_evidence', 'run_watchers']) {
        await expect(stores.knex(table)).resolves.toEqual([]);
      }
    });
  });

  describe('hand-over', () => {
    const to = 'group:default/night';
    const handOver = (user: string, expectedAssignee: string | null = null) =>
      team.work.handOver(team.as(user), {
        to: 'Group:night',
        note: 'the queue is frozen',
        expectedAssignee,
      });

    it('says to whom, by whom and why', async () => {
      await handOver('dana');
      const run = await team.get();
      expect(run).toMatchObject({ assignee: to });
      expect(run.events.at(-1)).toMatchObject({
        kind: 'handed-over',
        actor: DANA,
        to,
        note: 'the queue is frozen',
      });
      expect((await records()).at(-1)?.details).toMatchObject({ to });
    });

    it('is refused to the second of two', async () => {
      await handOver('dana');
      await expect(handOver('olga')).rejects.toThrow(
        `handed to ${to} meanwhile`,
      );
      await handOver('olga', to);
    });

    it.each([
      ['component:default/shop', 'InputError'],
      ['user:default/nobody', 'NotFoundError'],
    ])('is not to %s', async (ref, name) => {
      await expect(
        team.work.handOver(team.as('dana'), {
          to: ref,
          expectedAssignee: null,
        }),
      ).rejects.toMatchObject({ name });
    });
  });

  describe('corrections', () => {
    const correct = () =>
      stores.runs.correct(team.runId, {
        reason: 'the backup was of another database',
        actor: person(OLGA),
        now: later(3),
      });

    it('are new runs that begin where the ended one stopped, which stays as it was', async () => {
      await settleFirstSection();
      await end('abandoned');
      const before = await team.get();
      const head = await stores.evidence.head(runStream(team.runId));
      const id = await correct();
      const correction = await stores.runs.get(id);
      expect(correction).toMatchObject({
        state: 'running',
        corrects: team.runId,
        startedBy: OLGA,
        closed: 2,
        endedAt: null,
      });
      expect(correction.steps[1]).toMatchObject({
        state: 'done',
        actor: DANA,
        confirmedBy: OLGA,
        version: 0,
      });
      expect(await team.get()).toEqual({ ...before, correctedBy: id });
      const [first] = await stores.evidence.read(runStream(id), { limit: 9 });
      expect(first).toMatchObject({
        kind: 'started',
        details: {
          reason: 'the backup was of another database',
          corrects: {
            stream: runStream(team.runId),
            records: head?.records,
            head: head?.head,
          },
        },
      });
      expect(await verify(id)).toMatchObject({ ok: true, records: 1 });
    });

    it('are of ended runs only, and one of each', async () => {
      await expect(correct()).rejects.toThrow('still under way');
      await end('abandoned');
      await openConnections(stores.knex);
      const tries = await Promise.allSettled([correct(), correct()]);
      const refused = tries.flatMap(each =>
        each.status === 'rejected' ? each.reason.name : [],
      );
      expect(refused).toEqual(['ConflictError']);
      await expect(stores.knex('runs')).resolves.toHaveLength(2);
    });
  });

  it('keeps how fast it was ticked and what length was planned', async () => {
    team.at(later(1));
    await settleFirstSection();
    await team.set('dana', 'deploy', done);
    await team.set('dana', 'logs', done);
    await end();
    const [run] = await stores.runs.page('component:default/shop', {
      limit: 1,
    });
    expect(run).toMatchObject({
      target: 'PT20M',
      // The first came an hour after the start, the others at once.
      pace: { ticked: 4, hurried: 3, suspicious: true },
    });
    expect((await team.get()).pace).toEqual(run.pace);
  });

  it('tells of each change that left something, and of nothing else', async () => {
    const told: string[] = [];
    stores.runs.onChange(async runId => {
      told.push(runId);
    });
    await team.set('dana', 'freeze', done);
    await expect(confirm('dana')).rejects.toThrow('yourself');
    await stores.runs.change(team.runId, async () => {});
    expect(told).toEqual([team.runId]);
  });
});
