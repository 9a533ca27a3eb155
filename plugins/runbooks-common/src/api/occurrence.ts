import { lookUpText } from '@opsdeck/backstage-plugin-operations-common';
import { z } from 'zod/v4';

/** What has become of a time that a checklist comes round. */
export const occurrenceStateSchema = z.enum([
  'upcoming',
  'due',
  'overdue',
  'missed',
  'done',
  /** The cadence or the calendar no longer has it; it was not due before. */
  'withdrawn',
]);

export type OccurrenceState = z.infer<typeof occurrenceStateSchema>;

export const occurrenceSchema = z.object({
  checklistId: z.string(),
  title: z.string(),
  /** IANA zone in which the checklist is meant. */
  zone: z.string(),
  state: occurrenceStateSchema,
  /** Names the occurrence, see `startRun`. */
  scheduledAt: z.iso.datetime(),
  opensAt: z.iso.datetime(),
  /** From here on it is overdue. */
  dueAt: z.iso.datetime(),
  /** From here on it is missed. */
  missedAt: z.iso.datetime(),
  /** When it would be due but for the calendar; null where it was not moved. */
  movedFrom: z.iso.datetime().nullable(),
  doneAt: z.iso.datetime().nullable(),
  /** The run that has it. */
  runId: z.string().nullable(),
});

/** One time that a checklist comes round, past or to come. */
export type ChecklistOccurrence = z.infer<typeof occurrenceSchema>;

export const occurrencePageSchema = z.object({
  /** In the order in which they are due. */
  items: z.array(occurrenceSchema),
  /** Up to when all are there: before `to` when there are more than the limit. */
  completeUntil: z.iso.datetime(),
});

export type OccurrencePage = z.infer<typeof occurrencePageSchema>;

const MAX_RANGE_MS = 400 * 86_400_000;

export const occurrenceQuerySchema = z
  .object({
    /** First and last instant at which they may be due; the end does not count. */
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    checklistId: lookUpText(255).optional(),
    limit: z.coerce.number<number>().int().min(1).max(1_000).default(500),
  })
  .refine(
    ({ from, to }) => {
      const length = Date.parse(to) - Date.parse(from);
      return length > 0 && length <= MAX_RANGE_MS;
    },
    {
      path: ['to'],
      error: 'must be after from, and at most 400 days after it',
    },
  );

export type OccurrenceQuery = z.input<typeof occurrenceQuerySchema>;
