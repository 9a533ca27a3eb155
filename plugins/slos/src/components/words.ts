import {
  durationMillis,
  humanDuration,
} from '@opsdeck/backstage-plugin-operations-common';
import { SloView } from '@opsdeck/backstage-plugin-slos-common';
import { SlosTranslator } from '../translation';

/** Shown where there is no figure. */
export const NONE = '—';

/** A burn rate as people say it: "6.2×". */
export function burnText(rate: number | null): string {
  if (rate === null) return NONE;
  return `${Number(rate.toPrecision(rate < 10 ? 2 : 3))}×`;
}

/** The SLO's window in words: "30 d, rolling", "calendar month, Europe/Lisbon". */
export function windowText(
  { window }: Pick<SloView, 'window'>,
  t: SlosTranslator,
): string {
  const length = humanDuration(durationMillis(window.duration));
  if (window.type === 'rolling') return t('window.rolling', { length });
  return t('window.calendar', {
    length: isCalendar(window.duration)
      ? t(`window.${window.duration}`)
      : length,
    zone: window.timeZone ?? 'UTC',
  });
}

const CALENDAR = ['P1D', 'P1W', 'P1M', 'P3M', 'P1Y'] as const;

function isCalendar(duration: string): duration is (typeof CALENDAR)[number] {
  return CALENDAR.some(known => known === duration);
}

/** A count as people read it: "12,345", "3.5". */
export function countText(count: number, locale: string): string {
  return count.toLocaleString(locale, {
    maximumFractionDigits: Math.abs(count) < 100 ? 1 : 0,
  });
}

/** Coverage in percent, cut so that a gap never reads as none. */
export function coverageText(coverage: number): string {
  return `${Math.floor(coverage * 100 + 1e-9)} %`;
}
