/**
 * Opsdeck sources for GitHub.
 *
 * @packageDocumentation
 */
export { default } from './module';
