import {
  freshnessSchema,
  observedBySchema,
  verdictSchema,
} from '@opsdeck/backstage-plugin-operations-common';
import { z } from 'zod/v4';
import { CHECKLIST_KINDS, ON_HOLIDAY } from '../import';
import { lintFindingSchema } from './lint';
import { documentPlaceSchema } from './definition';
import { runSummarySchema } from './run';

export const dueStateSchema = z.enum([
  'upcoming',
  'due',
  'overdue',
  'missed',
  'done',
]);

export const checklistSummarySchema = z.object({
  id: z.string(),
  title: z.string(),
  documentTitle: z.string(),
  kind: z.enum(CHECKLIST_KINDS),
  place: documentPlaceSchema,
  /** RRULE value (RFC 5545); null when it is started on demand only. */
  cadence: z.string().nullable(),
  /** IANA zone of its times. */
  zone: z.string(),
  owner: z.string().nullable(),
  /** Control tags, such as SOC2:A1.2. */
  controls: z.array(z.string()),
  /** Planned length (ISO-8601 duration). */
  duration: z.string().nullable(),
  /** Steps, sub-steps included, and how many of them have a live check. */
  steps: z.number().int().nonnegative(),
  checks: z.number().int().nonnegative(),
  /** Null when nothing is declared, or when the cadence cannot be used. */
  verdict: verdictSchema.nullable(),
  due: z
    .object({
      state: dueStateSchema,
      scheduledAt: z.iso.datetime(),
      opensAt: z.iso.datetime(),
      dueAt: z.iso.datetime(),
      missedAt: z.iso.datetime(),
      doneAt: z.iso.datetime().nullable(),
      /** When it would be due but for the calendar. */
      movedFrom: z.iso.datetime().nullable(),
    })
    .nullable(),
  /** The next occurrence that has not opened yet. */
  next: z
    .object({ opensAt: z.iso.datetime(), dueAt: z.iso.datetime() })
    .nullable(),
  /** The calendar whose days are its holidays; null when it heeds none. */
  calendar: z
    .object({
      name: z.string(),
      onHoliday: z.enum(ON_HOLIDAY),
      /** Why it is not, or not wholly, heeded. */
      problem: z.string().nullable(),
    })
    .nullable(),
  /** Why the cadence cannot be used. */
  problem: z.string().nullable(),
  /** When the passing of time alone changes this (UTC). */
  nextChangeAt: z.iso.datetime().nullable(),
  /** The last run that ended. */
  lastRun: runSummarySchema.nullable(),
  /** The run of the current occurrence that is under way. */
  runningId: z.string().nullable(),
});

/** One row of the Runbooks tab. */
export type ChecklistSummary = z.infer<typeof checklistSummarySchema>;

export const runbookDocumentSchema = z.object({
  path: z.string(),
  url: z.string().nullable(),
  title: z.string(),
  checklists: z.number().int().nonnegative(),
  /** When the version in use was last read (UTC). */
  readAt: z.iso.datetime().nullable(),
  /** True while a newer version cannot be used and the last good one stays. */
  stale: z.boolean(),
  problems: z.array(
    z.object({
      /** 1-based; null when the whole document is meant. */
      line: z.number().int().nullable(),
      message: z.string(),
      severity: z.enum(['error', 'warning', 'info']),
    }),
  ),
  /** What the policy lint found in the version in use, by line. */
  lint: z.array(lintFindingSchema),
});

export type RunbookDocumentStatus = z.infer<typeof runbookDocumentSchema>;

export const runbooksOverviewSchema = z.object({
  entityRef: z.string(),
  evaluatedAt: z.iso.datetime(),
  /** The first line of the tab, in words. */
  headline: z.string(),
  /** Null when nothing has a cadence. */
  verdict: verdictSchema.nullable(),
  /** By what the checklists are known; that they were done is in the tab's own record. */
  observedBy: observedBySchema.optional(),
  /** Worst first, then what is due first; on demand last. */
  checklists: z.array(checklistSummarySchema),
  /** Runs under way, newest first. */
  running: z.array(runSummarySchema),
  documents: z.array(runbookDocumentSchema),
  sources: z.array(freshnessSchema),
});

/** The answer to "which checklists are due, who did them, and what is the proof?" */
export type RunbooksOverview = z.infer<typeof runbooksOverviewSchema>;
