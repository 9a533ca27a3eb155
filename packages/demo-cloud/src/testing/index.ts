/** The real Prometheus and Alertmanager, for tests that compare with them or collect from them. */
export { findProgram } from './binaries';
export type { Program } from './binaries';
export {
  runPromtool,
  startRealAlertmanager,
  startRealPrometheus,
} from './realServers';
export type { RealPrometheusOptions, RealServer } from './realServers';
export { freePort } from './serverProcess';
