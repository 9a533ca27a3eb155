/**
 * Sockets and shared machinery for Opsdeck backends and providers.
 *
 * @packageDocumentation
 */
export * from './binding';
export * from './collection';
export * from './environment';
export * from './extension';
export * from './http';
export * from './permission';
export * from './source';
export * from './status';
