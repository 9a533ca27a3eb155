/**
 * For tests: the contract that every source must hold to, and the databases
 * that every store must work on.
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
export { ProviderServer } from './ProviderServer';
export { runSourceContract } from './runSourceContract';
export { json } from './responders';
export type {
  OptionalResponders,
  ProviderRequest,
  RequiredResponders,
  Responder,
  SourceContractOptions,
} from './types';
