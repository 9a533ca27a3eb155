import {
  ENTITY_ROUTE,
  defineContract,
  entityParams,
} from '@opsdeck/backstage-plugin-operations-common';
import { z } from 'zod/v4';
import {
  incidentsReadPermission,
  incidentsWritePermission,
} from '../permission';
import { alertSchema } from './alert';
import {
  addNoteSchema,
  changeSeveritySchema,
  changeStateSchema,
  declareIncidentSchema,
  incidentListSchema,
  incidentRangeQuerySchema,
  incidentsOverviewSchema,
} from './contract';
import {
  clockSchema,
  incidentDetailSchema,
  incidentEventSchema,
  incidentSchema,
  incidentStateSchema,
  severitySchema,
  suspectedChangeSchema,
  timelineEntrySchema,
} from './incident';

const read = {
  method: 'get',
  callers: ['user', 'service'],
  permissions: [incidentsReadPermission],
  status: 200,
} as const;

const write = {
  method: 'post',
  callers: ['user'],
  permissions: [incidentsWritePermission],
  answer: incidentSchema,
} as const;

const INCIDENT = '/incidents/:incidentId';
const params = z.object({ incidentId: z.uuid() });
const noEntity = { 404: 'The catalog has no such entity for the caller.' };
const noIncident = { 404: 'There is no such incident for the caller.' };
const change = {
  ...write,
  params,
  status: 200,
  refusals: {
    ...noIncident,
    409: 'Somebody has changed the incident meanwhile.',
  },
} as const;

/** The HTTP contract of the Incidents tab. */
export const incidentsContract = defineContract({
  pluginId: 'incidents',
  title: 'Incidents',
  description: 'What is broken, who is on it, and which clock is running.',
  routes: {
    getOverview: {
      ...read,
      path: ENTITY_ROUTE,
      summary: 'Alerts and incidents of an entity, the most urgent first',
      params: entityParams,
      answer: incidentsOverviewSchema,
      refusals: noEntity,
    },
    listBetween: {
      ...read,
      path: `${ENTITY_ROUTE}/incidents`,
      summary: 'Incidents that were open at some time between two instants',
      params: entityParams,
      query: incidentRangeQuerySchema,
      answer: incidentListSchema,
      refusals: noEntity,
    },
    declare: {
      ...write,
      path: `${ENTITY_ROUTE}/incidents`,
      summary: 'Declares an incident',
      params: entityParams,
      body: declareIncidentSchema,
      status: 201,
      refusals: noEntity,
      audit: 'incident-declare',
    },
    getIncident: {
      ...read,
      path: INCIDENT,
      summary: 'One incident, with what happened around it',
      params,
      answer: incidentDetailSchema,
      refusals: noIncident,
    },
    changeState: {
      ...change,
      path: `${INCIDENT}/state`,
      summary: 'Moves an incident on',
      body: changeStateSchema,
      audit: 'incident-state',
    },
    changeSeverity: {
      ...change,
      path: `${INCIDENT}/severity`,
      summary: 'Changes how severe an incident is',
      body: changeSeveritySchema,
      audit: 'incident-severity',
    },
    addNote: {
      ...change,
      path: `${INCIDENT}/notes`,
      summary: 'Adds a note',
      body: addNoteSchema,
      refusals: noIncident,
      audit: 'incident-note',
    },
  },
  schemas: {
    Alert: alertSchema,
    Clock: clockSchema,
    Incident: incidentSchema,
    IncidentDetail: incidentDetailSchema,
    IncidentEvent: incidentEventSchema,
    IncidentList: incidentListSchema,
    IncidentState: incidentStateSchema,
    IncidentsOverview: incidentsOverviewSchema,
    Severity: severitySchema,
    SuspectedChange: suspectedChangeSchema,
    TimelineEntry: timelineEntrySchema,
  },
});
