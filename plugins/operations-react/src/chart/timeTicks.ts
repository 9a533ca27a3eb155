import { DateTime } from 'luxon';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/**
 * Labels of a time axis in `zone`: dates where the steps are days, otherwise
 * the time of day, with the date where a day begins.
 */
export function timeTicks(
  ticks: readonly number[],
  stepMs: number,
  locale: string,
  zone: string = 'local',
): string[] {
  return ticks.map(tick => {
    const at = DateTime.fromMillis(tick, { zone }).setLocale(locale);
    if (stepMs >= DAY_MS || +at === +at.startOf('day')) {
      return at.toFormat('d LLL');
    }
    return at.toFormat(stepMs < MINUTE_MS ? 'HH:mm:ss' : 'HH:mm');
  });
}
