import {
  freshnessSchema,
  observedBySchema,
  verdictSchema,
  versionSchema,
  withoutNul,
} from '@opsdeck/backstage-plugin-operations-common';
import { z } from 'zod/v4';
import { alertSchema } from './alert';
import {
  incidentSchema,
  incidentStateSchema,
  severitySchema,
} from './incident';

export const incidentsOverviewSchema = z.object({
  entityRef: z.string(),
  evaluatedAt: z.iso.datetime(),
  /** The first line of the tab. */
  headline: z.string(),
  /** Null when neither an alert source nor an incident knows the entity. */
  verdict: verdictSchema.nullable(),
  /** What the verdict rests on: an incident's own record, or the alert sources. */
  observedBy: observedBySchema.optional(),
  /** Open incidents, the most urgent first. */
  active: z.array(incidentSchema),
  /** Firing and suppressed alerts, the most urgent first. */
  alerts: z.array(alertSchema),
  /** Ended incidents, the latest first. */
  recent: z.array(incidentSchema),
  sources: z.array(freshnessSchema),
});

/** The answer to "what is broken, and which clock is running?" for one entity. */
export type IncidentsOverview = z.infer<typeof incidentsOverviewSchema>;

const title = z.string().trim().min(3).max(200).check(withoutNul);
const text = z.string().trim().min(1).max(5_000).check(withoutNul);
/** The version of the incident that the writer saw. */
const expectedVersion = versionSchema.positive();

export const declareIncidentSchema = z.strictObject({
  title,
  severity: severitySchema,
  note: text.optional(),
});

export const changeStateSchema = z.strictObject({
  state: incidentStateSchema,
  expectedVersion,
  note: text.optional(),
});

export const changeSeveritySchema = z.strictObject({
  severity: severitySchema,
  expectedVersion,
  reason: text,
});

export const addNoteSchema = z.strictObject({ text });

export type DeclareIncident = z.infer<typeof declareIncidentSchema>;
export type ChangeState = z.infer<typeof changeStateSchema>;
export type ChangeSeverity = z.infer<typeof changeSeveritySchema>;
export type AddNote = z.infer<typeof addNoteSchema>;

export const incidentRangeQuerySchema = z
  .object({
    from: z.iso.datetime({ offset: true }),
    to: z.iso.datetime({ offset: true }),
  })
  .refine(({ from, to }) => Date.parse(from) <= Date.parse(to), {
    error: 'must not be after "to"',
    path: ['from'],
  });

export const incidentListSchema = z.object({ items: z.array(incidentSchema) });
