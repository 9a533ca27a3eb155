/**
 * Contract and pure domain rules of the SLO tab.
 *
 * @packageDocumentation
 */
export * from './api';
export * from './domain';
export * from './ledger';
export * from './openslo';
export * from './permission';
export * from './promql';
