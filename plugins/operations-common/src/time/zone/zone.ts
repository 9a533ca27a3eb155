import { IANAZone } from 'luxon';
import { ScheduleError, quoted } from '../scheduleError';
import { DAY, LocalTime } from './civil';

/** An IANA zone: what its clocks show at an instant, and when they show a time. */
export interface Zone {
  /** Name as it was given. */
  readonly name: string;
  /** Milliseconds that its clocks are ahead of UTC at an instant. */
  offsetAt(instant: number): number;
}

const NAME = /^[A-Za-z][A-Za-z0-9_+\-/]*$/;
const KNOWN = new Map<string, Zone>();
const KEPT = 200;

/**
 * The zone of an IANA name such as `Europe/Berlin`, or `UTC`.
 *
 * @throws ScheduleError when it is none: offsets such as `+02:00` have no rules for
 *   daylight saving and are refused, as are names of Windows.
 */
export function zoneOf(name: string): Zone {
  const known = KNOWN.get(name);
  if (known) return known;
  if (!isTimeZone(name)) {
    throw new ScheduleError(
      'unknown-zone',
      `${quoted(
        name,
      )} is no IANA time zone; write for example Europe/Berlin or UTC`,
    );
  }
  const zone = makeZone(name);
  if (KNOWN.size >= KEPT) KNOWN.clear();
  KNOWN.set(name, zone);
  return zone;
}

function makeZone(name: string): Zone {
  if (/^(?:etc\/)?(?:utc|gmt|zulu|universal)$/i.test(name)) {
    return { name, offsetAt: () => 0 };
  }
  const zone = IANAZone.create(name);
  return {
    name,
    offsetAt: instant => Math.round(zone.offset(instant) * 60_000),
  };
}

/** Whether a name is that of an IANA zone. */
export function isTimeZone(name: string): boolean {
  return NAME.test(name) && IANAZone.isValidZone(name);
}

/** What the clocks of a zone show at an instant. */
export function localTimeAt(zone: Zone, instant: number): LocalTime {
  return instant + zone.offsetAt(instant);
}

/**
 * The instants at which the clocks of a zone show a local time: one as a rule, none
 * when they skip it, two when they are set back over it.
 */
export function instantsOf(zone: Zone, time: LocalTime): number[] {
  const [before, after] = offsetsAround(zone, time);
  if (before === after) return [time - before];
  return [time - before, time - after]
    .filter(instant => localTimeAt(zone, instant) === time)
    .sort((a, b) => a - b);
}

/**
 * Where the clocks skip a local time: the first instant after the gap, and how far
 * they jump in milliseconds.
 */
export function gapAt(
  zone: Zone,
  time: LocalTime,
): { end: number; jump: number } {
  const [before, after] = offsetsAround(zone, time);
  // Before the jump the clocks show less than the time, after it more.
  let low = time - Math.max(before, after);
  let high = time - Math.min(before, after);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (localTimeAt(zone, middle) < time) low = middle;
    else high = middle;
  }
  return { end: high, jump: zone.offsetAt(high) - zone.offsetAt(low) };
}

/** Offsets a day before and a day after a local time; no zone changes twice in that. */
function offsetsAround(zone: Zone, time: LocalTime): [number, number] {
  return [zone.offsetAt(time - DAY), zone.offsetAt(time + DAY)];
}
