/**
 * Alerts, incidents, their clocks and their API.
 *
 * @packageDocumentation
 */
export { incidentsPlugin as default } from './plugin';
