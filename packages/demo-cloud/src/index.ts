/**
 * Stand-in clouds: local servers that speak the providers' wire protocols over one coherent, seeded world of five
 * services. For the demo, for tests and for benchmarks; never published.
 */
export { SERVERS, startDemoCloud } from './demoCloud';
export type {
  DemoCloudOptions,
  RunningDemoCloud,
  ServerName,
} from './demoCloud';
export { ACCESS_KEYS } from './aws/credentials';
export { GITHUB_LIMITED_TOKEN, GITHUB_TOKEN } from './github';
export { KUBERNETES_TOKEN } from './kubernetes';
export { ALERTMANAGER_TOKEN, PROMETHEUS_TOKEN } from './monitoring';
export type { WebhookTarget } from './monitoring';
export type { RequestCount } from './server/gate';
export { PortInUseError } from './server/listen';
export { UnreadableFileError } from './world/jsonFile';
export { FAULT_MODES, SOURCES } from './world/scenarios';
export type { FaultMode, Source, SwitchName } from './world/scenarios';
export { World } from './world/world';
export { createWorldSeries } from './world/worldSeries';
export type { LabelMatcher, Series, SeriesSource } from './world/seriesSource';
