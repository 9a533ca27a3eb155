/**
 * The Deployments tab.
 *
 * @packageDocumentation
 */
export { deploymentsPlugin as default } from './plugin';
export { deploymentsApiRef } from './api/deploymentsApiRef';
export { deploymentsTranslationRef } from './translation';
