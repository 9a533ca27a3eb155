/**
 * The Incidents tab.
 *
 * @packageDocumentation
 */
export { incidentsPlugin as default } from './plugin';
export { incidentsApiRef } from './api/incidentsApiRef';
export { incidentsTranslationRef } from './translation';
