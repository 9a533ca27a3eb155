/**
 * For tests: the contract that every source must hold to, the databases that
 * every store must work on, and a backend that may run for a while.
 *
 * @packageDocumentation
 */
export { bothTestDatabases } from './bothTestDatabases';
export {
  makeCertificate,
  type TestCertificate,
  type TestCertificateOptions,
} from './makeCertificate';
export { openConnections } from './openConnections';
export { plugIn, type PlugInOptions } from './plugIn';
export { ProviderServer } from './ProviderServer';
export { runSourceContract } from './runSourceContract';
export { startTestBackend } from './startTestBackend';
export { json } from './responders';
export type {
  OptionalResponders,
  ProviderRequest,
  RequiredResponders,
  Responder,
  SourceContractOptions,
} from './types';
