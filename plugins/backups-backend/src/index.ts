/**
 * Collector, store and API of the Backups tab.
 *
 * @packageDocumentation
 */
export { backupsPlugin as default } from './plugin';
