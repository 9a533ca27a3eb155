import type { Reading, ReadingContext } from '../reading';
import { quoted, unreadable } from '../scheduleError';
import { instantsInZone } from '../zone/daylightSaving';
import { weekdayOfName, weeklyRule } from './weekdays';

/** A window of RDS, ElastiCache and their like; minutes count from midnight. */
export interface RdsWindow {
  /** Weekday of its start, 0 for Sunday; null for a backup window, which is daily. */
  weekday: number | null;
  startMinute: number;
  lengthMinutes: number;
}

const MINUTES_A_DAY = 24 * 60;
const SHORTEST = 30;
const MOMENT = /^(?:([a-z]{3}):)?(\d{2}):(\d{2})$/i;

/**
 * Reads `ddd:hh24:mi-ddd:hh24:mi`, a maintenance window that may run over midnight
 * and over the end of the week, or `hh24:mi-hh24:mi`, a daily backup window.
 *
 * @throws ScheduleError when it is none, or shorter than the 30 minutes that AWS asks.
 */
export function parseRdsWindow(expression: string): RdsWindow {
  const parts = expression.split('-');
  const [start, end] = parts.map(part => momentOf(part.trim(), expression));
  if (
    parts.length !== 2 ||
    (start.weekday === null) !== (end.weekday === null)
  ) {
    throw unreadable(
      `${quoted(
        expression,
      )} is no window such as sun:02:00-sun:04:00, or 02:00-04:00 for every day`,
    );
  }
  const period = start.weekday === null ? MINUTES_A_DAY : 7 * MINUTES_A_DAY;
  const days = (end.weekday ?? 0) - (start.weekday ?? 0);
  const apart = days * MINUTES_A_DAY + end.minute - start.minute;
  const lengthMinutes = (apart + period) % period;
  if (lengthMinutes < SHORTEST) {
    throw unreadable(
      `The window ${quoted(
        expression,
      )} lasts ${lengthMinutes} minutes; AWS asks for ${SHORTEST} at least`,
    );
  }
  return { weekday: start.weekday, startMinute: start.minute, lengthMinutes };
}

function momentOf(
  text: string,
  expression: string,
): { weekday: number | null; minute: number } {
  const match = MOMENT.exec(text);
  const weekday = match?.[1] === undefined ? null : weekdayOfName(match[1]);
  const [hour, minute] = [Number(match?.[2]), Number(match?.[3])];
  if (!match || weekday === undefined || hour > 23 || minute > 59) {
    throw unreadable(
      `${quoted(text)} in ${quoted(
        expression,
      )} is no ddd:hh:mm such as sun:02:00, or hh:mm from 00:00 to 23:59`,
    );
  }
  return { weekday, minute: hour * 60 + minute };
}

/** Starts of windows of RDS. AWS means them in UTC. */
export function parseRds(expression: string, context: ReadingContext): Reading {
  const { weekday, startMinute } = parseRdsWindow(expression);
  const rule = weeklyRule(
    weekday,
    Math.floor(startMinute / 60),
    startMinute % 60,
  );
  return {
    zone: context.zone,
    instantsAfter: after =>
      instantsInZone(rule, context.zone, context.policy, after),
  };
}
