/**
 * The Operations pages.
 *
 * @packageDocumentation
 */
export { operationsPlugin as default } from './plugin';
export { operationsApiRef } from './api/operationsApiRef';
export { entitiesApiRef } from './api/entitiesApiRef';
export type { EntitiesApi } from './api/entitiesApiRef';
export { sourcesApiRef } from './api/sourcesApiRef';
export { operationsTranslationRef } from './translation';
export type { SourcesApi, TabBindings, TabSources } from './api/sourcesApiRef';
