/**
 * Contract and pure domain rules of the Deployments tab.
 *
 * @packageDocumentation
 */
export * from './api';
export * from './domain';
export * from './permission';
