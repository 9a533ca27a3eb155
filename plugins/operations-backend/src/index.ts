/**
 * Status board over the fleet and the health of every data source.
 *
 * @packageDocumentation
 */
export { operationsPlugin as default } from './plugin';
