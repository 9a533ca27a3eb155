export {
  calendarOfDates,
  type Calendar,
  type CalendarRemark,
} from './calendar/calendar';
export { calendarOfIcs } from './calendar/ics';
export { icsText, type IcsCalendar, type IcsEvent } from './calendar/icsText';
export { WorkingDays } from './calendar/workingDays';
export {
  heedingCalendar,
  type HolidayOptions,
  type OnHoliday,
} from './calendar/onHoliday';
export * from './duration';
export * from './durationSchema';
export { parseCronFields, type CronFields } from './dialect/cronFields';
export { type Field } from './fields/field';
export { requireOccurrence, ruleDays } from './rrule/localRule';
export { parseRuleParts, type Frequency, type RuleParts } from './rrule/parts';
export { SCHEDULE_DIALECTS, type ScheduleDialect } from './reading';
export { parseSchedule, type Schedule, type ScheduleOptions } from './schedule';
export { ScheduleError, type ScheduleErrorReason } from './scheduleError';
export {
  contains,
  intervalAt,
  intervalsBetween,
  nextInterval,
  overlaps,
  parseWindow,
  windowOf,
  type Interval,
  type Window,
} from './window/window';
export {
  addMonths,
  dayNumber,
  dayOf,
  dayOfIsoDate,
  weekdayOf,
  type DayNumber,
  type LocalTime,
} from './zone/civil';
export {
  instantOf,
  instantUnder,
  type DaylightSavingPolicy,
} from './zone/daylightSaving';
export { isTimeZone, localTimeAt, zoneOf, type Zone } from './zone/zone';
