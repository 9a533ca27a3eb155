import {
  assessmentSchema,
  freshnessSchema,
  durationSchema,
  verdictSchema,
} from '@opsdeck/backstage-plugin-operations-common';
import { z } from 'zod/v4';
import { PROJECTION_BASES } from '../domain/forecast';
import { BUDGETING_METHODS } from '../openslo/types';

const amountSchema = z.object({
  allowed: z.number(),
  spent: z.number(),
  /** Negative when overspent. */
  left: z.number(),
});

export const budgetSchema = z.object({
  /** What the allowance is a share of; `estimated` is a projection. */
  basis: z.enum(['window', 'period', 'to-date', 'estimated']),
  /** Share that is left, 1 for all of it; negative when overspent, null when nothing was counted. */
  remaining: z.number().nullable(),
  /** In the units that the method counts: events, or slices. */
  units: amountSchema,
  /** The same as time, in seconds. */
  seconds: amountSchema,
  /** Failures in a row that can still happen before the target is missed; null where undefined. */
  tolerableFailures: z.number().nullable(),
});

export const burnTierSchema = z.object({
  id: z.enum(['page-fast', 'page-slow', 'ticket-fast', 'ticket-slow']),
  severity: z.enum(['page', 'ticket']),
  longSeconds: z.number(),
  shortSeconds: z.number(),
  /** Burn rate that both windows must exceed for the tier to fire. */
  factor: z.number(),
  /** Burn rate of each window; null when nothing was counted in it. */
  longBurn: z.number().nullable(),
  shortBurn: z.number().nullable(),
  firing: z.boolean(),
  /** False when even a total failure burns slower than the factor. */
  reachable: z.boolean(),
});

export const forecastSchema = z.object({
  outcome: z.enum([
    'exhausted',
    'exhausts',
    'not-before-window-end',
    'no-projection',
  ]),
  /** Which recent hours are taken as what goes on. */
  basis: z.enum(PROJECTION_BASES),
  /** When the budget is gone (UTC). */
  at: z.iso.datetime().nullable(),
  /** How far the forecast looks (UTC). */
  horizon: z.iso.datetime(),
});

export const historySchema = z.object({
  /** From when on figures are wanted: the window and a week (UTC). */
  wantedFrom: z.iso.datetime(),
  /** From when on the source was asked; null before the first reading (UTC). */
  readFrom: z.iso.datetime().nullable(),
  /** Up to when the source was asked (UTC). */
  readThrough: z.iso.datetime().nullable(),
  /** Start of the oldest known figures within the window (UTC). */
  knownFrom: z.iso.datetime().nullable(),
  /** What keeps the source from going back further, in words; null when nothing does. */
  limit: z.string().nullable(),
});

export const sloWindowSchema = z.object({
  type: z.enum(['rolling', 'calendar']),
  /** ISO-8601 duration as declared. */
  duration: z.string(),
  /** IANA zone of a calendar window. */
  timeZone: z.string().nullable(),
  /** The window that the figures are of (UTC); null before the first period. */
  from: z.iso.datetime().nullable(),
  to: z.iso.datetime().nullable(),
  /** End of the whole window: later than `to` for calendar ones (UTC). */
  end: z.iso.datetime().nullable(),
});

export const definitionPlaceSchema = z.object({
  file: z.string(),
  line: z.number().int(),
  /** Where a person finds the file; null for files on disk. */
  url: z.string().nullable(),
});

export const sloViewSchema = z.object({
  /** Unique within the entity. */
  id: z.string(),
  title: z.string(),
  description: z.string().nullable(),
  /** What the target is of in the author's words, for example "99.9 % of requests". */
  promise: z.string().nullable(),
  /** Share of good, exact decimal text. */
  target: z.string(),
  /** The budgeting method that every figure is computed by. */
  method: z.enum(BUDGETING_METHODS),
  window: sloWindowSchema,
  /** Share of good in the window; null when nothing was counted. */
  sli: z.number().nullable(),
  unit: z.enum(['event', 'slice']),
  good: z.number(),
  total: z.number(),
  budget: budgetSchema.nullable(),
  burnTiers: z.array(burnTierSchema),
  forecast: forecastSchema.nullable(),
  /** Share of the window's slices that the source answered. */
  coverage: z.number(),
  /** Slices whose good lay outside [0, total] and was moved to the edge. */
  clampedSlices: z.number().int(),
  /** End of the newest known figures (UTC). */
  dataThrough: z.iso.datetime().nullable(),
  history: historySchema,
  assessment: assessmentSchema,
  /** The queries that measure it, by what they count. */
  queries: z.array(
    z.object({
      side: z.enum(['good', 'bad', 'total', 'value']),
      query: z.string(),
    }),
  ),
  definition: definitionPlaceSchema,
  /** Path of the runbook that the definition names; null when it names none. */
  runbook: z.string().nullable(),
  /** Null when no source can measure it. */
  freshness: freshnessSchema.nullable(),
});

/** One line of the SLO tab. */
export type SloView = z.infer<typeof sloViewSchema>;

export const definitionProblemSchema = z.object({
  severity: z.enum(['error', 'warning']),
  /** Stable id, for example `openslo/required`. */
  rule: z.string(),
  message: z.string(),
  file: z.string(),
  /** From 1; null when the file as a whole is meant. */
  line: z.number().int().nullable(),
  /** Path of the key, for example `spec.objectives[0].target`. */
  path: z.string(),
  /** Whether the last good version of the file stays in use. */
  lastGoodInUse: z.boolean(),
});

/** What is wrong with a file, and what is used instead. */
export type DefinitionProblem = z.infer<typeof definitionProblemSchema>;

export const slosOverviewSchema = z.object({
  entityRef: z.string(),
  evaluatedAt: z.iso.datetime(),
  /** The first line of the tab, in words. */
  headline: z.string(),
  /** Null when nothing is declared. */
  verdict: verdictSchema.nullable(),
  /** Worst first. */
  slos: z.array(sloViewSchema),
  problems: z.array(definitionProblemSchema),
  /** Every scope that feeds this tab. */
  sources: z.array(freshnessSchema),
});

/** The answer to "are we keeping our promises?" for one entity. */
export type SlosOverview = z.infer<typeof slosOverviewSchema>;

/** Most points of a series. */
export const MAX_SERIES_POINTS = 500;

export const seriesQuerySchema = z.object({
  /** Shows the last part of the SLO's window only (ISO-8601 duration). */
  window: durationSchema('P1D').max(30).optional(),
});

export type SeriesQuery = z.input<typeof seriesQuerySchema>;

export const sloSeriesSchema = z.object({
  id: z.string(),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  stepSeconds: z.number(),
  points: z
    .array(
      z.object({
        /** End of the stretch (UTC). */
        at: z.iso.datetime(),
        /** SLI of the stretch alone; null when nothing was counted. */
        sli: z.number().nullable(),
        /** Share of the window's whole budget left at its end; null before the first figures. */
        remaining: z.number().nullable(),
        bad: z.number(),
        total: z.number(),
      }),
    )
    .max(MAX_SERIES_POINTS),
});

/** Burn-down and SLI of one objective over time, oldest first. */
export type SloSeries = z.infer<typeof sloSeriesSchema>;

export const sloDefinitionViewSchema = z.object({
  id: z.string(),
  place: definitionPlaceSchema,
  /** The file as it is in use. */
  text: z.string(),
});

/** The file that declares an objective. */
export type SloDefinitionView = z.infer<typeof sloDefinitionViewSchema>;
