/**
 * Collector, ledger and API of the Deployments tab.
 *
 * @packageDocumentation
 */
export { deploymentsPlugin as default } from './plugin';
