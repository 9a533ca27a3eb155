import {
  ReadGoal,
  ReadInterval,
  SliceSeconds,
  extendRead,
  historyWantedFrom,
  sloTerms,
} from '@opsdeck/backstage-plugin-slos-common';
import { MeasuredObjective } from '../database/definitionRows';

/** Figures that are held in memory at once, over all objectives and sides of a page. */
const MAX_FIGURES = 400_000;

/** An objective's ledger with how far it was read. */
export interface LedgerProgress {
  objective: MeasuredObjective;
  read: ReadInterval | undefined;
}

/** Ledgers whose next stretch is the same: they are asked for together. */
export interface ReadingWork {
  sliceSeconds: SliceSeconds;
  interval: ReadInterval;
  ledgers: LedgerProgress[];
}

/** Decides what a ledger is asked for next. */
export type NextInterval = (
  read: ReadInterval | undefined,
  goal: ReadGoal,
) => ReadInterval | undefined;

/**
 * The next stretch of every ledger, those of the same stretch together, in
 * portions that fit into memory, the shortest first.
 */
export function nextWork(
  ledgers: readonly LedgerProgress[],
  next: NextInterval,
  goal: { now: Date; oldest?: Date },
): ReadingWork[] {
  const groups = new Map<string, ReadingWork>();
  for (const ledger of ledgers) {
    const { sliceSeconds } = ledger.objective.ledger;
    const interval = next(ledger.read, {
      now: goal.now.getTime(),
      wantedFrom: Math.max(
        wantedFrom(ledger.objective, goal.now).getTime(),
        goal.oldest?.getTime() ?? 0,
      ),
      sliceSeconds,
    });
    if (!interval) continue;
    const key = JSON.stringify([sliceSeconds, interval]);
    const group = groups.get(key) ?? { sliceSeconds, interval, ledgers: [] };
    groups.set(key, group);
    group.ledgers.push(ledger);
  }
  return [...groups.values()]
    .sort((a, b) => slicesOf(a) - slicesOf(b))
    .flatMap(portions);
}

/** First instant that an objective's ledger wants to know. */
export function wantedFrom(
  { slo, objective }: Pick<MeasuredObjective, 'slo' | 'objective'>,
  now: Date,
): Date {
  return historyWantedFrom(sloTerms(slo, objective), now);
}

/** Notes that the work was done. */
export function markRead({ ledgers, interval }: ReadingWork): void {
  for (const ledger of ledgers) ledger.read = extendRead(ledger.read, interval);
}

function portions(work: ReadingWork): ReadingWork[] {
  const size = Math.max(1, Math.floor(MAX_FIGURES / (2 * slicesOf(work))));
  const parts: ReadingWork[] = [];
  for (let i = 0; i < work.ledgers.length; i += size) {
    parts.push({ ...work, ledgers: work.ledgers.slice(i, i + size) });
  }
  return parts;
}

function slicesOf({ interval, sliceSeconds }: ReadingWork): number {
  return (interval.to - interval.from) / (sliceSeconds * 1000);
}
