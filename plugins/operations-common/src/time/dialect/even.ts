import { dayNumber, DAY, LAST_YEAR } from '../zone/civil';

const END = dayNumber(LAST_YEAR + 1, 1, 1) * DAY;

/**
 * Instants at an even distance from an anchor, whatever the clocks do. The anchor
 * itself is none: what runs every hour from now runs in an hour.
 */
export function evenInstants(
  anchor: number,
  interval: number,
): (after: number) => Generator<number> {
  return function* instants(after) {
    const passed = Math.max(0, Math.floor((after - anchor) / interval));
    for (let n = passed + 1; ; n++) {
      const instant = anchor + n * interval;
      if (instant >= END) return;
      if (instant > after) yield instant;
    }
  };
}
