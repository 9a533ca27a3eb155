import { z } from 'zod/v4';
import { inputText } from '../contract/text';
import {
  CAPABILITIES,
  Capability,
  capabilitySchema,
  entityStatusSchema,
} from '../status';
import { observedBySchema, verdictSchema } from '../verdict';
import { sourceStateSchema } from './sources';

export const statusListSchema = z.object({
  statuses: z.array(entityStatusSchema).max(1000),
});

export const boardQuerySchema = z.object({
  owner: inputText(255).optional(),
  system: inputText(255).optional(),
  tier: inputText(255).optional(),
  verdict: verdictSchema.optional(),
  text: inputText(200).optional(),
  cursor: inputText(500).optional(),
  limit: z.coerce.number<number>().int().min(1).max(200).default(50),
});

export type BoardQuery = z.input<typeof boardQuerySchema>;

export const boardChipSchema = z.object({
  verdict: verdictSchema.nullable(),
  headline: z.string(),
  since: z.iso.datetime(),
  validUntil: z.iso.datetime(),
  /** What the verdict was observed by; null while the tab has not said. */
  observedBy: observedBySchema.nullish(),
});

export const boardRowSchema = z.object({
  entityRef: z.string(),
  title: z.string(),
  owner: z.string().nullable(),
  system: z.string().nullable(),
  tier: z.string().nullable(),
  lifecycle: z.string().nullable(),
  /** The worst verdict of the row; null when nothing is declared or readable. */
  verdict: verdictSchema.nullable(),
  /** The most urgent headline of the row. */
  headline: z.string(),
  /** One chip per capability; absent when the caller may not read that tab. */
  chips: z.partialRecord(capabilitySchema, boardChipSchema),
});

/** One service on the fleet table. */
export type BoardRow = z.infer<typeof boardRowSchema>;
export type BoardChip = z.infer<typeof boardChipSchema>;

export const boardPageSchema = z.object({
  evaluatedAt: z.iso.datetime(),
  /** Services per worst verdict over everything that the caller may read and the filter lets through. */
  counts: z.object({
    breached: z.number().int(),
    'at-risk': z.number().int(),
    unknown: z.number().int(),
    met: z.number().int(),
    undeclared: z.number().int(),
  }),
  rows: z.array(boardRowSchema),
  nextCursor: z.string().nullable(),
});

export type BoardPage = z.infer<typeof boardPageSchema>;

export const fleetSourcesSchema = z.object({
  plugins: z.array(
    z.object({
      pluginId: capabilitySchema,
      /** Null when the backend answered; otherwise why it did not, in plain words. */
      problem: z.string().nullable(),
      sources: z.array(sourceStateSchema),
    }),
  ),
});

/** The state of every source of every tab, as one answer. */
export type FleetSources = z.infer<typeof fleetSourcesSchema>;

export interface OperationsApi {
  /** One page of the fleet table, worst first. */
  getBoard(
    query?: BoardQuery,
    options?: { signal?: AbortSignal },
  ): Promise<BoardPage>;
  /** The chips of one entity, for its overview card. */
  getEntityBoard(
    entityRef: string,
    options?: { signal?: AbortSignal },
  ): Promise<BoardRow>;
  /** The state of every data source. */
  getSources(options?: { signal?: AbortSignal }): Promise<FleetSources>;
  runSourceNow(
    pluginId: Capability,
    sourceId: string,
    scopeId: string,
  ): Promise<void>;
}

/** Plugin ids of the backends that report to the board. */
export const REPORTING_PLUGINS: readonly Capability[] = CAPABILITIES;
