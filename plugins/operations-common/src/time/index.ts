export * from './duration';
export { SCHEDULE_DIALECTS, type ScheduleDialect } from './reading';
export { parseSchedule, type Schedule, type ScheduleOptions } from './schedule';
export { ScheduleError, type ScheduleErrorReason } from './scheduleError';
export { type DaylightSavingPolicy } from './zone/daylightSaving';
export { isTimeZone } from './zone/zone';
