/**
 * Vocabulary shared by every Opsdeck package.
 *
 * @packageDocumentation
 */
export * from './annotation';
export * from './api';
export * from './client';
export * from './contract';
export * from './csv';
export * from './entityLife';
export * from './environment';
export * from './evidence';
export * from './freshness';
export * from './permission';
export * from './status';
export * from './time';
export * from './verdict';
