import { SliValues } from '@opsdeck/backstage-plugin-operations-node';
import {
  AbsentSide,
  Comparison,
  QuerySide,
  ReadInterval,
} from '@opsdeck/backstage-plugin-slos-common';
import { MeasuredObjective } from '../database/definitionRows';
import { SlicesRecord } from './records';

type Columns = Pick<SlicesRecord, 'good' | 'bad' | 'total' | 'absentSide'>;

const COMPARE: Record<Comparison, (value: number, limit: number) => boolean> = {
  lt: (value, limit) => value < limit,
  lte: (value, limit) => value <= limit,
  gt: (value, limit) => value > limit,
  gte: (value, limit) => value >= limit,
};

/**
 * Puts together what a source answered for one objective: good or bad and total
 * of each slice of the interval.
 *
 * - A ratio has them as they are.
 * - A threshold judges the value at the end of the slice: one event, good or bad.
 * - A raw ratio is one event that is good to the part it says.
 */
export function sliceColumns(
  { slo, objective, ledger }: MeasuredObjective,
  answered: readonly SliValues[],
  interval: ReadInterval,
): Columns {
  const measure = (objective.indicator ?? slo.indicator)?.measure;
  const sides = new Map(answered.map(each => [each.member.side, each]));
  const column = (side: QuerySide) =>
    columnOf(sides.get(side), interval, ledger.sliceSeconds);
  if (measure?.type === 'ratio') {
    const side = measure.good ? 'good' : 'bad';
    return {
      [side]: column(side),
      total: column('total'),
      absentSide: absentSideOf(sides.get(side)),
    };
  }
  const values = column('value');
  const total = values.map(value => (value === null ? null : 1));
  if (measure?.type === 'raw') {
    const side = measure.rawType === 'success' ? 'good' : 'bad';
    return { [side]: values, total, absentSide: 'missing' };
  }
  const { op, value: limit } = objective;
  const good = values.map(value =>
    value === null || op === undefined || limit === undefined
      ? null
      : Number(COMPARE[op](value, limit)),
  );
  return { good, total, absentSide: 'missing' };
}

function columnOf(
  answered: SliValues | undefined,
  { from, to }: ReadInterval,
  sliceSeconds: number,
): (number | null)[] {
  const column: (number | null)[] = [];
  // A total that counts nothing where it is absent; good and bad are told by `absentSide`.
  const zero =
    answered?.member.side === 'total' && answered.member.absentAsZero;
  for (let start = from; start < to; start += sliceSeconds * 1000) {
    column.push(answered?.values.get(start) ?? (zero ? 0 : null));
  }
  return column;
}

/** `or vector(0)` on a bad counter means nothing was bad; on a good one, nothing was good. */
function absentSideOf(answered: SliValues | undefined): AbsentSide {
  if (!answered?.member.absentAsZero) return 'missing';
  return answered.member.side === 'bad' ? 'all-good' : 'all-bad';
}
