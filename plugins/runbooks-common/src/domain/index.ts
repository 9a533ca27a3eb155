export { businessCalendar, type CalendarParts } from './businessCalendar';
export { parseCadence, type Recurrence } from './cadence';
export * from './cadenceWarnings';
export * from './checklistId';
export * from './due';
export * from './headline';
export * from './recurrence';
export * from './steps';
export * from './titles';
