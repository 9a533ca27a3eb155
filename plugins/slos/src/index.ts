/**
 * The SLO tab.
 *
 * @packageDocumentation
 */
export { slosPlugin as default } from './plugin';
export { slosApiRef } from './api/slosApiRef';
export { slosTranslationRef } from './translation';
