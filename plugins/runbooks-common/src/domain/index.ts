export { parseCadence, type Recurrence } from './cadence';
export * from './checks';
export * from './checklistId';
export * from './due';
export * from './headline';
export * from './recurrence';
export * from './steps';
export * from './titles';
