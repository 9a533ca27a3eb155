import { z } from 'zod/v4';

/** Version of the records and of the export; a later one is refused, not guessed at. */
export const EVIDENCE_VERSION = 1;

/** The first line of an export is known by this. */
export const EVIDENCE_FORMAT = 'opsdeck-evidence';

/** Longest record, as canonical JSON in UTF-8. */
export const MAX_EVIDENCE_BYTES = 256 * 1024;

/** Longest first line of an export: it names every stream, about 100,000 of them. */
export const MAX_HEADER_BYTES = 16 * 1024 * 1024;

const hashSchema = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hexadecimal digits');

/** UTC with milliseconds: 24 characters, so that instants sort as text. */
const instantSchema = z.iso.datetime({ precision: 3 }).length(24);

/** Name of a stream: its kind and an id within the kind, for example `run:6f1c…`. */
export const evidenceStreamSchema = z
  .string()
  .max(200)
  .regex(
    /^[a-z][a-z0-9-]*:[A-Za-z0-9._~:/-]+$/,
    'must be a kind, a colon and an id, for example run:42',
  );

export const evidenceMethodSchema = z.enum(['manual', 'automatic', 'imported']);

/** Whether a person did it, the system did it, or it was taken over from elsewhere. */
export type EvidenceMethod = z.infer<typeof evidenceMethodSchema>;

const contentSchema = z.strictObject({
  version: z.literal(EVIDENCE_VERSION),
  stream: evidenceStreamSchema,
  /** Position in the stream, from 1 without gaps. */
  seq: z.int().min(1),
  /** When it happened (UTC). The order is that of `seq`: clocks may be set back. */
  at: instantSchema,
  /** What happened, in the words of the stream's kind, for example `step`. */
  kind: z.string().min(1).max(100),
  /** Entity ref of who did it; null when no person did. */
  actor: z.string().min(1).max(255).nullable(),
  /** Entity refs that the actor spoke for at that time (ownership), sorted. */
  groups: z.array(z.string().min(1).max(255)),
  method: evidenceMethodSchema,
  /** The earlier record of the stream that this one corrects. */
  corrects: z.int().min(1).nullable(),
  /** What was done. */
  details: z.record(z.string(), z.json()),
  /** What was asked of a system; null when nothing was. */
  query: z.json(),
  /** What it answered, normalised and without secrets. */
  answer: z.json(),
  /** Hash of the record before; null for the first. */
  previous: hashSchema.nullable(),
});

export const evidenceRecordSchema = contentSchema
  .extend({
    /** SHA-256 of the canonical JSON (RFC 8785) of everything else. */
    hash: hashSchema,
  })
  .refine(({ seq, previous }) => (seq === 1) === (previous === null), {
    path: ['previous'],
    error: 'must be null in the first record and only there',
  })
  .refine(({ seq, corrects }) => corrects === null || corrects < seq, {
    path: ['corrects'],
    error: 'must be the seq of an earlier record',
  });

/** Something that happened, never changed afterwards: a correction is a new record. */
export type EvidenceRecord = z.infer<typeof evidenceRecordSchema>;

/** What is to be recorded; the stream adds position and hashes. */
export type EvidenceDraft = Pick<
  EvidenceRecord,
  'at' | 'kind' | 'actor' | 'method'
> &
  Partial<
    Pick<EvidenceRecord, 'groups' | 'corrects' | 'details' | 'query' | 'answer'>
  >;

const exportedStreamSchema = z.strictObject({
  stream: evidenceStreamSchema,
  /** How many records the stream has, or had when it was removed. */
  records: z.int().min(1),
  /** Hash of its last record. */
  head: hashSchema,
  /** When retention removed its records (UTC); null while they are here. */
  prunedAt: instantSchema.nullable(),
});

/** A stream as the first line of an export announces it. */
export type ExportedStream = z.infer<typeof exportedStreamSchema>;

export const evidenceHeaderSchema = z
  .strictObject({
    format: z.literal(EVIDENCE_FORMAT),
    version: z.literal(EVIDENCE_VERSION),
    exportedAt: instantSchema,
    /** In the order of their records in the file. */
    streams: z.array(exportedStreamSchema).min(1),
    /** SHA-256 of the canonical JSON of everything else in this line. */
    head: hashSchema,
  })
  .refine(
    ({ streams }) =>
      new Set(streams.map(({ stream }) => stream)).size === streams.length,
    { path: ['streams'], error: 'must name each stream once' },
  );

/** The first line of an export. */
export type EvidenceHeader = z.infer<typeof evidenceHeaderSchema>;
