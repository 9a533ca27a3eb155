import {
  ReadInterval,
  SliceFlag,
  applyReadings,
} from '@opsdeck/backstage-plugin-slos-common';
import {
  RealPrometheus,
  startRealPrometheus,
} from './__testUtils__/realPrometheus';
import {
  INSTANCE,
  callContext,
  request,
  sourceAt,
} from './__testUtils__/source';

const START = Date.parse('2026-03-10T00:00:00Z');
const SCRAPE_MS = 30_000;
const SLICE_MS = 300_000;
const HOURS = 26;
const SCRAPES = (HOURS * 3_600_000) / SCRAPE_MS;
/** Within this hour nothing was scraped. */
const GAP: ReadInterval = {
  from: START + 5 * 3_600_000,
  to: START + 6 * 3_600_000,
};
/** At this scrape the counters begin anew. */
const RESET_AT = START + 10 * 3_600_000;

/** Requests per scrape interval of a service; every tenth fails for "b". */
const SERVICES: Record<string, { ok: number; failed: number }> = {
  a: { ok: 7, failed: 0 },
  b: { ok: 9, failed: 1 },
  'we"ird|.*\\': { ok: 3, failed: 2 },
};

function openMetrics(): string {
  const lines = ['# TYPE http_requests counter'];
  for (const [service, { ok, failed }] of Object.entries(SERVICES)) {
    for (const [code, step] of [
      ['200', ok],
      ['500', failed],
    ] as const) {
      const labels = `service=${JSON.stringify(service)},code="${code}"`;
      let value = 0;
      for (let i = 0; i <= SCRAPES; i++) {
        const at = START + i * SCRAPE_MS;
        value = at === RESET_AT ? 0 : value + step;
        if (at >= GAP.from && at < GAP.to) continue;
        lines.push(`http_requests_total{${labels}} ${value} ${at / 1000}`);
      }
    }
  }
  return `${lines.join('\n')}\n# EOF\n`;
}

const quoted = (service: string) => JSON.stringify(service);

const REQUESTS = Object.keys(SERVICES).flatMap(service => [
  request(
    service,
    'good',
    `http_requests_total{service=${quoted(service)},code!~"5.."}`,
  ),
  request(service, 'total', `http_requests_total{service=${quoted(service)}}`),
]);

const WHOLE: ReadInterval = {
  from: START + SLICE_MS,
  to: START + HOURS * 3_600_000,
};

describe('slices of a real Prometheus', () => {
  let real: RealPrometheus;

  beforeAll(async () => {
    real = await startRealPrometheus(openMetrics(), { maxSamples: 1_000 });
  }, 60_000);

  afterAll(async () => {
    await real?.stop();
  });

  async function readAll(interval: ReadInterval) {
    const source = sourceAt(real.url);
    const context = callContext();
    const { batches, refused } = source.plan(REQUESTS, 300);
    expect(refused).toEqual([]);
    const answers = new Map<string, ReadonlyMap<number, number>>();
    for (const batch of batches) {
      const values = await source.query(INSTANCE, batch, interval, context);
      for (const { member, values: figures } of values) {
        answers.set(`${member.sloId} ${member.side}`, figures);
      }
    }
    return { answers, batches, calls: context.calls };
  }

  it('are the increments of every service, from one query per template', async () => {
    const { answers, batches } = await readAll(WHOLE);
    expect(batches).toHaveLength(2);
    const perSlice = SLICE_MS / SCRAPE_MS;
    let compared = 0;
    for (const [service, { ok, failed }] of Object.entries(SERVICES)) {
      for (let at = WHOLE.from; at < WHOLE.to; at += SLICE_MS) {
        const end = at + SLICE_MS;
        const disturbed =
          (end >= GAP.from && at <= GAP.to) ||
          (at <= RESET_AT && end >= RESET_AT);
        if (disturbed) continue;
        compared++;
        expect(answers.get(`${service} total`)?.get(at)).toBeCloseTo(
          (ok + failed) * perSlice,
          9,
        );
        expect(answers.get(`${service} good`)?.get(at)).toBeCloseTo(
          ok * perSlice,
          9,
        );
      }
    }
    expect(compared).toBeGreaterThan(800);
  });

  it('leave a gap where nothing was scraped', async () => {
    const { answers } = await readAll(WHOLE);
    for (let at = GAP.from; at < GAP.to; at += SLICE_MS) {
      expect(answers.get('b total')?.has(at)).toBe(false);
    }
    const days = applyReadings(
      new Map(),
      [...Array(288).keys()].map(i => ({
        start: START + i * SLICE_MS,
        good: answers.get('b good')?.get(START + i * SLICE_MS),
        total: answers.get('b total')?.get(START + i * SLICE_MS),
      })),
      { sliceSeconds: 300 },
    );
    const flags = days.get('2026-03-10')?.flags ?? [];
    const missing = [...flags].filter(flag => flag & SliceFlag.Missing).length;
    // The hour, and the first slice, before which nothing was scraped.
    expect(missing).toBe(13);
  });

  it('count on over a reset of the counters', async () => {
    const { answers } = await readAll({
      from: RESET_AT - SLICE_MS,
      to: RESET_AT + SLICE_MS,
    });
    const over = [...(answers.get('b total')?.values() ?? [])];
    expect(over).toHaveLength(2);
    for (const total of over) {
      expect(total).toBeGreaterThan(80);
      expect(total).toBeLessThanOrEqual(100);
    }
  });

  it('come in parts when the server may not hold so many samples', async () => {
    const { answers, batches, calls } = await readAll(WHOLE);
    expect(calls).toBeGreaterThan(batches.length);
    expect(answers.get('a total')?.size).toBeGreaterThan(250);
  });

  it('are refused with the words of the server', async () => {
    const source = sourceAt(real.url);
    const batch = {
      query: 'sum(increase(http_requests_total[5m])) + on(',
      step: 300,
      members: [],
    };
    await expect(
      source.query(INSTANCE, batch, WHOLE, callContext()),
    ).rejects.toMatchObject({
      kind: 'configuration',
      message: expect.stringContaining('bad_data'),
    });
  });

  it('go back as far as the server says that it remembers', async () => {
    const now = new Date('2026-03-11T02:00:00Z');
    const retention = await sourceAt(real.url).retention(
      INSTANCE,
      callContext(now),
    );
    expect(retention?.said).toBe('Prometheus main keeps 100y');
    expect(retention?.from.getUTCFullYear()).toBe(1926);
  });
});
