import { verdictSchema } from '@opsdeck/backstage-plugin-operations-common';
import { z } from 'zod/v4';
import { alertSchema } from './alert';

/** Order of urgency, the most urgent first. */
export const SEVERITIES = ['P1', 'P2', 'P3', 'P4'] as const;
export const severitySchema = z.enum(SEVERITIES);
export type Severity = z.infer<typeof severitySchema>;

export const incidentStateSchema = z.enum([
  'detected',
  'triaged',
  'acknowledged',
  'investigating',
  'identified',
  'mitigating',
  'mitigated',
  'monitoring',
  'resolved',
  'reopened',
  'review',
  'closed',
  /** It was no incident. */
  'declined',
  /** Another incident has taken it over. */
  'merged',
]);

/** Where an incident stands. Mitigated is not resolved. */
export type IncidentState = z.infer<typeof incidentStateSchema>;

export const clockSchema = z.object({
  kind: z.enum(['acknowledge', 'resolve']),
  startedAt: z.iso.datetime(),
  deadlineAt: z.iso.datetime(),
  /** Null while it runs. */
  stoppedAt: z.iso.datetime().nullable(),
  targetMs: z.number().positive(),
  verdict: verdictSchema,
});

/** A promise with a deadline. */
export type Clock = z.infer<typeof clockSchema>;

export const incidentEventSchema = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  type: z.enum([
    'opened',
    'state-changed',
    'severity-changed',
    'note',
    'commander-assigned',
    'alert-joined',
    'alert-resolved',
    /** The last of its alerts has ended; whether it is over, a person decides. */
    'alerts-ended',
  ]),
  /** User entity ref, or the rule or source that acted. */
  actor: z.string(),
  text: z.string(),
});

/** One record of what happened in an incident; records are never changed. */
export type IncidentEvent = z.infer<typeof incidentEventSchema>;

export const incidentSchema = z.object({
  id: z.string(),
  /** `INC-YYYY-NNN`, counted per year. */
  number: z.string(),
  entityRef: z.string(),
  title: z.string(),
  severity: severitySchema,
  state: incidentStateSchema,
  /** Grows with each change; a write names the one it saw. */
  version: z.number().int().positive(),
  openedAt: z.iso.datetime(),
  openedBy: z.string(),
  acknowledgedAt: z.iso.datetime().nullable(),
  acknowledgedBy: z.string().nullable(),
  mitigatedAt: z.iso.datetime().nullable(),
  resolvedAt: z.iso.datetime().nullable(),
  commander: z.string().nullable(),
  /** When the last of its alerts ended; null while one fires and when none ever joined. */
  alertsEndedAt: z.iso.datetime().nullable(),
  /** As of the answer's `evaluatedAt`. */
  clocks: z.array(clockSchema),
  verdict: verdictSchema.nullable(),
});

export type Incident = z.infer<typeof incidentSchema>;

export const timelineEntrySchema = z.object({
  at: z.iso.datetime(),
  kind: z.enum(['incident', 'alert', 'deployment']),
  title: z.string(),
  body: z.string(),
  /** User entity ref, or the rule or source that acted; null when nobody did. */
  actor: z.string().nullable(),
  verdict: verdictSchema.nullable(),
  /** Tab of the entity to look at, where there is one. */
  tab: z.enum(['deployments', 'incidents']).nullable(),
});

export type TimelineEntry = z.infer<typeof timelineEntrySchema>;

export const suspectedChangeSchema = z.object({
  at: z.iso.datetime(),
  title: z.string(),
  /** Why it is suspected: how long before, whose. */
  reason: z.string(),
});

export const incidentDetailSchema = incidentSchema.extend({
  evaluatedAt: z.iso.datetime(),
  events: z.array(incidentEventSchema),
  alerts: z.array(alertSchema),
  /** Everything that happened around it, oldest first. */
  timeline: z.array(timelineEntrySchema),
  /** What changed in the two hours before it began, the most likely first. */
  suspectedChanges: z.array(suspectedChangeSchema),
  /** What the timeline lacks and why, in plain words. */
  gaps: z.array(z.string()),
});

export type IncidentDetail = z.infer<typeof incidentDetailSchema>;
