import {
  Incident,
  IncidentDetail,
} from '@opsdeck/backstage-plugin-incidents-common';
import { StoredIncident } from '../database/incidentRows';
import { NOW, SHOP } from './alerts';

export const ID = '7f0f1b52-6c3c-4a36-9d3b-2f6f0b6f7a01';

export const storedIncident: StoredIncident = {
  id: ID,
  number: 'INC-2026-001',
  entityRef: SHOP,
  title: 'Checkout fails',
  severity: 'P1',
  state: 'detected',
  version: 1,
  openedAt: NOW.toISOString(),
  openedBy: 'user:default/olga',
  acknowledgedAt: null,
  acknowledgedBy: null,
  mitigatedAt: null,
  resolvedAt: null,
  commander: null,
};

export const incident: Incident = {
  ...storedIncident,
  alertsEndedAt: null,
  clocks: [],
  verdict: null,
};

export const detail: IncidentDetail = {
  ...incident,
  evaluatedAt: NOW.toISOString(),
  events: [],
  alerts: [],
  timeline: [],
  suspectedChanges: [],
  gaps: [],
};
