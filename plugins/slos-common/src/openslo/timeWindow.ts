import { durationMillis } from '@opsdeck/backstage-plugin-operations-common';
import { DateTime, IANAZone } from 'luxon';
import { readDurationShorthand } from './durationShorthand';
import { Field } from './field';
import { requiredString } from './rules';
import { OpenSloVersion, TimeWindow } from './types';

/** Reads `spec.timeWindow`: a list of exactly one rolling or calendar window. */
export function readTimeWindow(
  field: Field,
  version: OpenSloVersion,
): TimeWindow | undefined {
  const window = readOnlyWindow(field);
  if (!window?.readMapping(['duration', 'isRolling', 'calendar'])) {
    return undefined;
  }
  const duration = readDurationShorthand(window.child('duration'), version);
  return finishTimeWindow(window, duration);
}

/** The single item of a window list; the official validator wants exactly one. */
export function readOnlyWindow(field: Field): Field | undefined {
  const windows = field.readList();
  if (windows.length !== 1) {
    field.error(
      'slice-length',
      `"${field.path}" must have exactly one window, it has ${windows.length}`,
    );
    return undefined;
  }
  return windows[0];
}

/** Reads what a window has besides its length: rolling, or a calendar. */
export function finishTimeWindow(
  window: Field,
  duration: string | undefined,
): TimeWindow | undefined {
  const isRolling = window.child('isRolling').readBoolean() ?? false;
  const calendar = window.child('calendar');
  if (isRolling && calendar.present) {
    window.error(
      'calendar',
      '"calendar" cannot be set when "isRolling" is true',
    );
    return undefined;
  }
  if (!isRolling && !calendar.present) {
    window.error(
      'calendar',
      '"calendar" must be set when "isRolling" is false or missing',
    );
    return undefined;
  }
  if (isRolling) return duration ? { type: 'rolling', duration } : undefined;
  if (!calendar.readMapping(['startTime', 'timeZone'])) return undefined;
  const startTime = readStartTime(calendar.child('startTime'));
  const timeZone = readTimeZone(calendar.child('timeZone'));
  if (!duration || !startTime || !timeZone) return undefined;
  if (durationMillis(duration) < 3_600_000) {
    window
      .child('duration')
      .warning(
        'short-calendar-window',
        'A calendar window under an hour is rarely meant: m is minutes, M is months',
      );
  }
  return { type: 'calendar', duration, startTime, timeZone };
}

function readStartTime(field: Field): string | undefined {
  const text = requiredString(field);
  if (text === undefined) return undefined;
  const parsed = DateTime.fromFormat(text, 'yyyy-MM-dd HH:mm:ss', {
    zone: 'utc',
  });
  if (!parsed.isValid) {
    field.error(
      'string-date-time',
      `"${text}" is no start time; write YYYY-MM-DD hh:mm:ss in local time, without an offset`,
    );
    return undefined;
  }
  return parsed.toFormat("yyyy-MM-dd'T'HH:mm:ss");
}

function readTimeZone(field: Field): string | undefined {
  const text = requiredString(field);
  if (text === undefined) return undefined;
  if (!IANAZone.isValidZone(text)) {
    field.error(
      'string-time-zone',
      `"${text}" is no time zone; write an IANA name such as Europe/Berlin`,
    );
    return undefined;
  }
  return text;
}
