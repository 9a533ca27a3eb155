/**
 * The Backups tab.
 *
 * @packageDocumentation
 */
export { backupsPlugin as default } from './plugin';
export { backupsApiRef } from './api/backupsApiRef';
export { backupsTranslationRef } from './translation';
