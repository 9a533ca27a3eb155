/**
 * Contract and pure domain rules of the Runbooks tab.
 *
 * @packageDocumentation
 */
export * from './api';
export * from './domain';
export * from './feed/feedCalendar';
export * from './import';
export * from './permission';
