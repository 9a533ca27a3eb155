/**
 * Collector, store and API of the SLO tab.
 *
 * @packageDocumentation
 */
export { slosPlugin as default } from './plugin';
