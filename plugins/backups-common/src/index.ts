/**
 * Contract and pure domain rules of the Backups tab.
 *
 * @packageDocumentation
 */
export * from './api';
export * from './domain';
export * from './permission';
