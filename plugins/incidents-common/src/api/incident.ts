import { verdictSchema } from '@opsdeck/backstage-plugin-operations-common';
import { z } from 'zod/v4';
import { alertSchema } from './alert';

/** Order of urgency, the most urgent first. */
export const SEVERITIES = ['P1', 'P2', 'P3', 'P4'] as const;
export const severitySchema = z.enum(SEVERITIES);
export type Severity = z.infer<typeof severitySchema>;

export const incidentStateSchema = z.enum([
  'detected',
  'acknowledged',
  'investigating',
  'identified',
  'mitigated',
  'monitoring',
  'resolved',
  'closed',
  'declined',
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
