/**
 * The Operations pages.
 *
 * @packageDocumentation
 */
export { operationsPlugin as default } from './plugin';
export { operationsApiRef } from './api/operationsApiRef';
