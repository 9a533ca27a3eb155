import {
  Assessment,
  Freshness,
  Verdict,
} from '@opsdeck/backstage-plugin-operations-common';
import { CheckMoment, RunMoment } from '../moment';

/** Friday noon UTC. */
export const NOW = new Date('2026-11-20T12:00:00.000Z');
export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;

/** So many minutes before noon, ISO-8601. */
export function ago(minutes: number): string {
  return new Date(NOW.getTime() - minutes * MINUTE).toISOString();
}

/** A reading with a cadence of five minutes: stale from the tenth minute on. */
export function reading(
  minutesAgo: number | null = 1,
  more: Partial<Freshness> = {},
): Freshness {
  return {
    sourceId: 'probe',
    sourceTitle: 'Probe',
    scopeId: 's',
    scopeTitle: 'eu',
    cadence: 'PT5M',
    lastSuccessAt: minutesAgo === null ? null : ago(minutesAgo),
    lastAttemptAt: null,
    nextRunAt: null,
    failure: null,
    ...more,
  };
}

/** Noon, in a run that began an hour ago. */
export function moment(run: Partial<RunMoment> = {}): CheckMoment {
  return {
    now: NOW,
    run: {
      startedAt: ago(60),
      opensAt: null,
      kind: 'maintenance',
      ...run,
    },
  };
}

export function assessed(verdict: Verdict): Assessment {
  return { verdict, reason: `it is ${verdict}` };
}
