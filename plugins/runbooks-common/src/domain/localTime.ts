import { Temporal } from 'temporal-polyfill';

/**
 * The instant of a local time in an IANA zone. What the clocks skip begins at the
 * first instant after the gap, because a check that falls out is worse than one
 * that comes late; what they show twice is the first of the two.
 */
export function instantOf(
  date: Temporal.PlainDate,
  time: Temporal.PlainTime,
  zone: string,
): Temporal.Instant {
  const local = date.toPlainDateTime(time);
  const earlier = local.toZonedDateTime(zone, { disambiguation: 'earlier' });
  if (earlier.toPlainDateTime().equals(local)) return earlier.toInstant();
  const afterGap = earlier.getTimeZoneTransition('next');
  return (afterGap ?? earlier).toInstant();
}

/** The local date of an instant. */
export function localDate(instant: Date, zone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime())
    .toZonedDateTimeISO(zone)
    .toPlainDate();
}

/** ISO-8601 UTC text of 24 characters. */
export function isoOf(instant: Temporal.Instant): string {
  return new Date(instant.epochMilliseconds).toISOString();
}
