import { verifyEvidence } from '@opsdeck/backstage-plugin-operations-common';
import { nodeSha256 } from '@opsdeck/backstage-plugin-operations-node';
import { mockServices } from '@backstage/backend-test-utils';
import {
  DATABASES,
  TestStores,
  createTestStores,
} from '../__testUtils__/databases';
import { DAILY, NOW, SHOP, later, recordOf } from '../__testUtils__/runbooks';
import { DANA, person } from '../__testUtils__/runs';
import { BusinessCalendars } from '../calendar/BusinessCalendars';
import { OccurrenceOpener } from '../schedule/OccurrenceOpener';
import { ProofBuilder } from './ProofBuilder';

const openStores = createTestStores();
const TAGGED = DAILY.replace('zone: UTC', 'zone: UTC\ncontrols: [SOC2:A1.2]');
const TODAY = '2026-11-20T14:00:00.000Z';

describe.each(DATABASES)('proof on %s', databaseId => {
  let stores: TestStores;
  let proofs: ProofBuilder;
  let checklistId: string;
  beforeEach(async () => {
    stores = await openStores(databaseId);
    proofs = new ProofBuilder(stores);
    await stores.knex.transaction(trx =>
      stores.documents.save(trx, recordOf({ 'daily.md': TAGGED }), NOW),
    );
    [{ id: checklistId }] = await stores.documents.listChecklists(SHOP);
    // Two days go by: today's is done, tomorrow's and the one after are not.
    for (const hours of [0, 24, 48]) {
      await new OccurrenceOpener({
        ...stores,
        calendars: new BusinessCalendars([], stores.calendars),
        statuses: stores.collection.statuses,
        logger: mockServices.logger.mock(),
        clock: () => later(hours),
      }).openDue(new AbortController().signal);
    }
  });

  const query = (more: { control?: string; from?: string } = {}) => ({
    from: '2026-11-20T00:00:00.000Z',
    to: '2026-12-01T00:00:00.000Z',
    ...more,
  });
  const run = async () => {
    const checklist = await stores.documents.getChecklist({
      entityRef: SHOP,
      id: checklistId,
    });
    const id = await stores.runs.start(checklist, {
      scheduledAt: TODAY,
      actor: person(DANA),
      now: NOW,
    });
    await stores.runs.change(id, writer =>
      writer.end('finished', person(DANA), later(1)),
    );
    return id;
  };
  const exported = async (format: 'csv' | 'jsonl', control?: string) => {
    const lines: string[] = [];
    for await (const line of await proofs.export(
      [SHOP],
      query({ control }),
      format,
      NOW,
    )) {
      lines.push(line);
    }
    return lines;
  };

  it('says what was done on its cadence, with the gaps by date', async () => {
    const id = await run();
    const proof = await proofs.build([SHOP], query(), later(24 * 6));
    expect(proof).toMatchObject({
      verdict: 'breached',
      controls: ['SOC2:A1.2'],
      checklists: [
        {
          entityRef: SHOP,
          title: 'Daily checks',
          controls: ['SOC2:A1.2'],
          due: 3,
          onTime: 1,
          missed: 2,
          gaps: [
            { dueAt: '2026-11-21T14:00:00.000Z', state: 'missed' },
            { dueAt: '2026-11-22T14:00:00.000Z', state: 'missed' },
          ],
        },
      ],
      runs: [{ id, state: 'finished', controls: ['SOC2:A1.2'] }],
      runsLeftOff: 0,
    });
  });

  it('is unknown over a period that began before anybody watched', async () => {
    await run();
    const proof = await proofs.build(
      [SHOP],
      { from: '2026-11-01T00:00:00.000Z', to: '2026-11-21T00:00:00.000Z' },
      later(12),
    );
    expect(proof).toMatchObject({
      verdict: 'unknown',
      checklists: [{ reason: 'Watched only since 2026-11-20', due: 1 }],
    });
  });

  it('is about a control, a period and some entities only', async () => {
    await run();
    const count = async (
      refs: string[],
      asked: ReturnType<typeof query>,
    ): Promise<number[]> => {
      const { checklists, runs } = await proofs.build(refs, asked, NOW);
      return [checklists.length, runs.length];
    };
    expect(await count([SHOP], query({ control: 'soc 2 a1.2' }))).toEqual([
      1, 1,
    ]);
    expect(await count([SHOP], query({ control: 'SOC2:A1.3' }))).toEqual([
      0, 0,
    ]);
    expect(await count([], query())).toEqual([0, 0]);
    expect(
      await count([SHOP], query({ from: '2026-11-21T00:00:00.000Z' })),
    ).toEqual([1, 0]);
    expect(await proofs.entityRefs(query())).toEqual([SHOP]);
  });

  it('is exported as JSON Lines that the verifier accepts', async () => {
    await run();
    const lines = await exported('jsonl', 'SOC2:A1.2');
    await expect(
      verifyEvidence(
        lines.map(line => Buffer.from(line)),
        { sha256: nodeSha256 },
      ),
    ).resolves.toMatchObject({ ok: true, records: 2 });
  });

  it('is exported as CSV, one line for each record', async () => {
    const id = await run();
    const rows = (await exported('csv')).join('').split('\r\n');
    expect(rows).toHaveLength(4);
    expect(rows[0]).toMatch(/^at,service,checklist,controls,run,due,seq,what/);
    expect(rows[1]).toContain(
      `2026-11-20T12:00:00.000Z,${SHOP},Daily checks,SOC2:A1.2,${id},${TODAY},1,started`,
    );
    expect(rows[2]).toContain('finished');
  });

  it('is no empty file when there is nothing', async () => {
    await expect(exported('jsonl')).rejects.toMatchObject({
      name: 'NotFoundError',
    });
    await run();
    await expect(exported('csv', 'ISO27001:A.8.13')).rejects.toThrow(
      'No run was started in this period',
    );
  });
});
