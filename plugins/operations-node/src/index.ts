/**
 * Sockets and shared machinery for Opsdeck backends and providers.
 *
 * @packageDocumentation
 */
export * from './binding';
export * from './collection';
export * from './config';
export * from './contract';
export * from './documents';
export * from './entityLife';
export * from './environment';
export * from './evidence';
export * from './extension';
export * from './http';
export * from './permission';
export * from './redact';
export * from './source';
export * from './status';
export * from './webhook';
