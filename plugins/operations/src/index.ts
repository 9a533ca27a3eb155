/**
 * The Operations pages.
 *
 * @packageDocumentation
 */
export { operationsPlugin as default } from './plugin';
export { operationsApiRef } from './api/operationsApiRef';
export { sourcesApiRef } from './api/sourcesApiRef';
export { operationsTranslationRef } from './translation';
export type { SourcesApi, TabSources } from './api/sourcesApiRef';
