/**
 * Opsdeck sources for Prometheus and Alertmanager.
 *
 * @packageDocumentation
 */
export { default } from './module';
