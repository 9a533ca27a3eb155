import { z } from 'zod/v4';

const MAX_PATH = 512;

/** The SLO files of one entity, as read now. */
export const documentsRecordSchema = z.object({
  kind: z.literal('documents'),
  entityRef: z.string().min(1).max(255),
  documents: z.array(
    z.object({
      /** Below the entity's source location. */
      path: z.string().min(1).max(MAX_PATH),
      text: z.string(),
      url: z.string().nullable(),
    }),
  ),
  /** Paths or globs of the annotation that could not be read; its name when it concerns all. */
  problems: z.array(z.object({ path: z.string(), message: z.string() })),
});

export type DocumentsRecord = z.infer<typeof documentsRecordSchema>;

const columnSchema = z.array(z.number().nullable());

/** What a source says of consecutive slices of one ledger. */
export const slicesRecordSchema = z.object({
  kind: z.literal('slices'),
  ledgerKey: z.string().min(1).max(64),
  entityRef: z.string(),
  sliceSeconds: z.union([z.literal(60), z.literal(300)]),
  /** Start of the first slice, Unix milliseconds. */
  from: z.number().int(),
  /** End of the last slice, Unix milliseconds. */
  to: z.number().int(),
  /** One figure per slice, null where the source has none; good or bad, and total. */
  good: columnSchema.optional(),
  bad: columnSchema.optional(),
  total: columnSchema,
  absentSide: z.enum(['missing', 'all-good', 'all-bad']),
  /** What keeps the source from going back further, in words. */
  limit: z.string().nullable(),
});

export type SlicesRecord = z.infer<typeof slicesRecordSchema>;

/** The source refuses the queries of one ledger; it may answer all others. */
export const refusalRecordSchema = z.object({
  kind: z.literal('refusal'),
  ledgerKey: z.string().min(1).max(64),
  entityRef: z.string(),
  message: z.string(),
});

export type RefusalRecord = z.infer<typeof refusalRecordSchema>;

/** Everything that the collectors of this tab write. */
export type SlosRecord = DocumentsRecord | SlicesRecord | RefusalRecord;
