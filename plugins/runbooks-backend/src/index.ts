/**
 * Collector, store and API of the Runbooks tab.
 *
 * @packageDocumentation
 */
export { runbooksPlugin as default } from './plugin';
