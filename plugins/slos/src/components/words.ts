import {
  durationMillis,
  humanDuration,
} from '@opsdeck/backstage-plugin-operations-common';
import { SloView } from '@opsdeck/backstage-plugin-slos-common';

/** Shown where there is no figure. */
export const NONE = '—';

/** A burn rate as people say it: "6.2×". */
export function burnText(rate: number | null): string {
  if (rate === null) return NONE;
  return `${Number(rate.toPrecision(rate < 10 ? 2 : 3))}×`;
}

/** The SLO's window in words: "30 d, rolling", "calendar month, Europe/Lisbon". */
export function windowText({ window }: Pick<SloView, 'window'>): string {
  const length = humanDuration(durationMillis(window.duration));
  return window.type === 'rolling'
    ? `${length}, rolling`
    : `${calendarWords(window.duration) ?? length}, ${window.timeZone}`;
}

const CALENDAR: Readonly<Record<string, string>> = {
  P1D: 'calendar day',
  P1W: 'calendar week',
  P1M: 'calendar month',
  P3M: 'calendar quarter',
  P1Y: 'calendar year',
};

function calendarWords(duration: string): string | undefined {
  return CALENDAR[duration];
}

/** A count as people read it: "12,345", "3.5". */
export function countText(count: number): string {
  return count.toLocaleString('en-GB', {
    maximumFractionDigits: Math.abs(count) < 100 ? 1 : 0,
  });
}

/** Coverage in percent, cut so that a gap never reads as none. */
export function coverageText(coverage: number): string {
  return `${Math.floor(coverage * 100 + 1e-9)} %`;
}
