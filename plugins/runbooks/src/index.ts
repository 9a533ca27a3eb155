/**
 * The Runbooks tab.
 *
 * @packageDocumentation
 */
export { runbooksPlugin as default } from './plugin';
export { runbooksApiRef } from './api/runbooksApiRef';
export { runbooksTranslationRef } from './translation';
