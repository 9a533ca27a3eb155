/**
 * Contract and pure domain rules of the Incidents tab.
 *
 * @packageDocumentation
 */
export * from './api';
export * from './domain';
export * from './permission';
