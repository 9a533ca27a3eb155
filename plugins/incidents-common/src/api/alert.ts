import { environmentFactsSchema } from '@opsdeck/backstage-plugin-operations-common';
import { z } from 'zod/v4';

export const alertClassSchema = z.enum([
  'critical',
  'warning',
  'info',
  'unclassified',
]);

/** How urgent an alert says it is. */
export type AlertClass = z.infer<typeof alertClassSchema>;

export const alertStateSchema = z.enum([
  'active',
  /** Firing, but silenced or inhibited: nobody is paged. */
  'suppressed',
  'resolved',
]);

export const alertRecordSchema = z.object({
  /** The provider's fingerprint of the label set. */
  fingerprint: z.string().min(1),
  name: z.string().min(1),
  state: alertStateSchema,
  class: alertClassSchema,
  labels: z.record(z.string(), z.string()),
  summary: z.string(),
  description: z.string(),
  runbookUrl: z.string().nullable(),
  /** Link to the expression behind it. */
  generatorUrl: z.string().nullable(),
  startsAt: z.iso.datetime(),
  /** Null while it fires. */
  endsAt: z.iso.datetime().nullable(),
  /** Why nobody is paged, one text each: who silenced it, until when, or what inhibits it. */
  silencedBy: z.array(z.string()),
  /** Under which annotations the catalog may know its service, best first. */
  bindings: z.array(z.object({ annotation: z.string(), value: z.string() })),
  environmentFacts: environmentFactsSchema,
});

/** What an alert source yields: one alert as it stands. */
export type AlertRecord = z.infer<typeof alertRecordSchema>;

export const alertSchema = alertRecordSchema
  .omit({ bindings: true, environmentFacts: true })
  .extend({
    id: z.string(),
    sourceId: z.string(),
    scopeId: z.string(),
    firstSeenAt: z.iso.datetime(),
    lastSeenAt: z.iso.datetime(),
    /** Number of the incident that it belongs to. */
    incident: z.string().nullable(),
  });

/** An alert as the API shows it. */
export type Alert = z.infer<typeof alertSchema>;
