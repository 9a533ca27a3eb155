/**
 * Opsdeck sources for Kubernetes.
 *
 * @packageDocumentation
 */
export { default } from './module';
