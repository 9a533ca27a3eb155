import { SliceSeries } from '../ledger';
import { BUDGETING_METHODS } from '../openslo/types';
import { evaluateSlo } from './evaluate';
import { sliFigures } from './sli';
import { tallyWindows } from './tally';

const SLICES = 8640; // 30 days of five minutes
const END = 30 * 86_400_000;

/** Distinct data for each SLO, so that caches help no more than in earnest. */
function ledgers(count: number): SliceSeries[] {
  return Array.from({ length: count }, (_, slo) => {
    const good = new Float64Array(SLICES);
    const total = new Float64Array(SLICES);
    for (let i = 0; i < SLICES; i++) {
      total[i] = 500 + ((i * 31 + slo) % 97);
      good[i] = total[i] - ((i + slo) % 53 === 0 ? 1.5 : 0);
    }
    return {
      start: 0,
      sliceSeconds: 300,
      good,
      total,
      flags: new Uint8Array(SLICES),
    };
  });
}

function milliseconds(work: () => void): number {
  const begin = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - begin) / 1e6;
}

/*
 * Prints what it measures; `npm run bench` is where figures are compared. The
 * limit only catches an evaluation that has become many times slower.
 */
describe('speed', () => {
  const series = ledgers(1000);
  const windows = [1, 6, 12, 24, 72, 288, 864, SLICES]; // 5 min to 30 days

  it('adds up 1,000 SLOs x 8,640 slices x 8 windows x 3 methods', () => {
    let answers = 0;
    const pass = () => {
      for (const ledger of series) {
        for (const tally of tallyWindows(ledger, SLICES, windows, 0.95)) {
          for (const method of BUDGETING_METHODS) {
            if (sliFigures(tally, method).sli !== undefined) answers++;
          }
        }
      }
    };
    pass();
    const best = Math.min(...[1, 2, 3].map(() => milliseconds(pass)));
    process.stdout.write(
      `1,000 SLOs x 8,640 slices x 8 windows x 3 methods: ${best.toFixed(
        0,
      )} ms\n`,
    );
    expect(answers).toBe(4 * 1000 * 8 * 3);
    expect(best).toBeLessThan(2000);
  });

  it('evaluates 200 SLOs with budget, burn rates, forecast and verdict', () => {
    const now = new Date(END);
    const pass = () =>
      series.slice(0, 200).map(ledger =>
        evaluateSlo({
          terms: {
            method: 'Occurrences',
            target: '0.999',
            window: { type: 'rolling', duration: 'P30D' },
          },
          series: ledger,
          readThrough: now,
          now,
        }),
      );
    pass();
    let evaluations: ReturnType<typeof pass> = [];
    const best = Math.min(
      ...[1, 2, 3].map(() =>
        milliseconds(() => {
          evaluations = pass();
        }),
      ),
    );
    process.stdout.write(`200 whole evaluations: ${best.toFixed(0)} ms\n`);
    expect(new Set(evaluations.map(e => e.assessment.verdict))).toEqual(
      new Set(['met']),
    );
    expect(best).toBeLessThan(2000);
  });
});
