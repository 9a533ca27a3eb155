/**
 * Opsdeck sources for Amazon Web Services.
 *
 * @packageDocumentation
 */
export { default } from './module';
