/**
 * A stand-in for Alertmanager 0.25 (Debian 12's): its API v2 over the alerts of the Prometheus stand-in and those posted
 * to it, and its webhook notifications of version 4.
 */
export { createAlertmanager } from './alertmanager';
export type {
  Alertmanager,
  AlertmanagerOptions,
  AlertmanagerSnapshot,
} from './alertmanager';
export { fingerprint } from './fingerprint';
export type { InhibitRule } from './inhibition';
export type { Matcher } from './matcher';
export type { WebhookAlert, WebhookMessage } from './notify/payload';
