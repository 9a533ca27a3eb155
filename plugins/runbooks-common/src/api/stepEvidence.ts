import {
  inputText,
  lookUpText,
  withoutNul,
} from '@opsdeck/backstage-plugin-operations-common';
import { z } from 'zod/v4';
import { observationSchema } from './check';

/** Longest text that is taken as evidence, in characters. */
const MAX_TEXT = 10_000;
/** Largest JSON that is taken as evidence, in characters of its text. */
export const MAX_EVIDENCE_JSON = 32_000;
const MAX_DEPTH = 50;

function isShallow(value: unknown): boolean {
  let level = [value].filter(isContainer);
  for (let depth = 0; level.length > 0; depth++) {
    if (depth >= MAX_DEPTH) return false;
    level = level.flatMap(each => Object.values(each)).filter(isContainer);
  }
  return true;
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

const linkSchema = z.object({
  kind: z.literal('link'),
  url: z
    .url({ protocol: /^https?$/, error: 'must be an http or https address' })
    .max(2_000),
});

const textSchema = z.object({
  kind: z.literal('text'),
  text: z.string().trim().min(1).max(MAX_TEXT).check(withoutNul),
});

const jsonSchema = z.object({
  kind: z.literal('json'),
  json: observationSchema,
});

const fileSchema = z.object({
  kind: z.literal('file'),
  /** As the person named it, without folders. */
  name: z.string(),
  /** What the sender said that it is; it is never served as that. */
  mediaType: z.string(),
  /** In bytes. */
  size: z.number().int().nonnegative(),
  /** SHA-256 of the bytes, hexadecimal. */
  sha256: z.string(),
});

const attached = {
  id: z.uuid(),
  stepId: z.string(),
  at: z.iso.datetime(),
  /** Entity ref of who attached it. */
  actor: z.string(),
  /** What it shows; null when nobody said. */
  title: z.string().nullable(),
};

export const stepEvidenceSchema = z.discriminatedUnion('kind', [
  linkSchema.extend(attached),
  textSchema.extend(attached),
  jsonSchema.extend(attached),
  fileSchema.extend(attached),
]);

/** What somebody attached to a step of a run; never changed or taken away. */
export type StepEvidence = z.infer<typeof stepEvidenceSchema>;

const title = z.string().trim().min(1).max(200).check(withoutNul).optional();

export const addEvidenceSchema = z.discriminatedUnion('kind', [
  linkSchema.extend({ title }).strict(),
  textSchema.extend({ title }).strict(),
  jsonSchema
    .extend({
      // First how deep it is: to look into it takes as many calls.
      json: z
        .unknown()
        .refine(isShallow, {
          abort: true,
          error: `must not be nested deeper than ${MAX_DEPTH} levels`,
        })
        .pipe(observationSchema),
      title,
    })
    .strict()
    .refine(({ json }) => JSON.stringify(json).length <= MAX_EVIDENCE_JSON, {
      path: ['json'],
      error: `must not be longer than ${MAX_EVIDENCE_JSON} characters; attach it as a file`,
    }),
]);

/** A link, a text or JSON to attach to a step. */
export type AddEvidence = z.infer<typeof addEvidenceSchema>;

export const addFileQuerySchema = z.object({
  /** Name of the file; folders in it are left out. */
  name: lookUpText(255),
  mediaType: inputText(100).default('application/octet-stream'),
  title,
});

/** How a file is named that is to be attached. */
export type AddFile = z.output<typeof addFileQuerySchema>;

export const filePathSchema = z.object({
  runId: z.uuid(),
  evidenceId: z.uuid(),
});
