import { LocalTime, civilTime } from '../zone/civil';
import type { RuleParts } from './parts';

const SIXTY = Array.from({ length: 60 }, (_, n) => n);
const HOURS = SIXTY.slice(0, 24);

/**
 * A rule shorter than a day that names hours, as one of days: `FREQ=HOURLY;BYHOUR=2`
 * means a time of day, and is to keep it when the clocks change. Undefined where its
 * interval does not divide the hour or the day, or where it picks by BYSETPOS.
 */
export function wallClockRule(
  parts: RuleParts,
  start: LocalTime,
): RuleParts | undefined {
  const { frequency, interval } = parts;
  if (parts.byHour.length === 0 || parts.bySetPos.length > 0) return undefined;
  const size = frequency === 'HOURLY' ? 24 : 60;
  if (size % interval !== 0) return undefined;
  const own = civilTime(start);
  const every = (list: number[], all: number[], from: number) =>
    (list.length > 0 ? list : all).filter(
      n => n % interval === from % interval,
    );
  const daily: RuleParts = { ...parts, frequency: 'DAILY', interval: 1 };
  if (frequency === 'HOURLY') {
    return { ...daily, byHour: every(parts.byHour, HOURS, own.hour) };
  }
  if (frequency === 'MINUTELY') {
    return { ...daily, byMinute: every(parts.byMinute, SIXTY, own.minute) };
  }
  return {
    ...daily,
    byMinute: parts.byMinute.length > 0 ? parts.byMinute : SIXTY,
    bySecond: every(parts.bySecond, SIXTY, own.second),
  };
}
