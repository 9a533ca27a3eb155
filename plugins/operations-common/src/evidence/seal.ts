import { InputError } from '@backstage/errors';
import { z } from 'zod/v4';
import { canonicalJson } from './canonicalJson';
import {
  EVIDENCE_FORMAT,
  EVIDENCE_VERSION,
  EvidenceDraft,
  EvidenceHeader,
  EvidenceRecord,
  ExportedStream,
  MAX_EVIDENCE_BYTES,
  MAX_HEADER_BYTES,
  evidenceHeaderSchema,
  evidenceRecordSchema,
} from './record';
import { Sha256 } from './sha256';

/** Where a record goes. */
export interface EvidencePosition {
  stream: string;
  seq: number;
  /** Hash of the record before; null for the first. */
  previous: string | null;
}

/** A record or a header, and the line that it is in an export. */
export interface Sealed<T> {
  value: T;
  /** Canonical JSON, without the line end. */
  line: string;
}

/** The hash that a line must carry under `name`: of everything else in it. */
export function hashWithout(
  name: 'hash' | 'head',
  value: object,
  sha256: Sha256,
): string | Promise<string> {
  const rest = Object.fromEntries(
    Object.entries(value).filter(([key]) => key !== name),
  );
  return sha256(canonicalJson(rest));
}

/**
 * Makes the record that follows in a stream.
 *
 * @throws InputError when the draft does not fit the contract, holds what JSON
 *   cannot exchange exactly, or is longer than 256 KiB.
 */
export async function sealRecord(
  draft: EvidenceDraft,
  position: EvidencePosition,
  sha256: Sha256,
): Promise<Sealed<EvidenceRecord>> {
  const content = {
    version: EVIDENCE_VERSION,
    ...position,
    at: draft.at,
    kind: draft.kind,
    actor: draft.actor,
    groups: [...new Set(draft.groups)].sort(),
    method: draft.method,
    corrects: draft.corrects ?? null,
    details: draft.details ?? {},
    query: draft.query ?? null,
    answer: draft.answer ?? null,
  };
  const hash = await hashWithout('hash', content, sha256);
  const record = { ...content, hash };
  const line = canonicalJson(record);
  assertLength(
    line,
    MAX_EVIDENCE_BYTES,
    `The evidence "${draft.kind}" of ${position.stream}`,
  );
  return { value: check(evidenceRecordSchema, record), line };
}

/**
 * Makes the first line of an export of the given streams.
 *
 * @throws InputError when there are none, or more than one line can name.
 */
export async function sealHeader(
  streams: readonly ExportedStream[],
  exportedAt: Date,
  sha256: Sha256,
): Promise<Sealed<EvidenceHeader>> {
  const content = {
    format: EVIDENCE_FORMAT,
    version: EVIDENCE_VERSION,
    exportedAt: exportedAt.toISOString(),
    streams: [...streams],
  };
  const head = await hashWithout('head', content, sha256);
  const header = { ...content, head };
  const line = canonicalJson(header);
  assertLength(line, MAX_HEADER_BYTES, 'The first line of the export');
  return { value: check(evidenceHeaderSchema, header), line };
}

function assertLength(line: string, most: number, what: string) {
  const bytes = new TextEncoder().encode(line).length;
  if (bytes > most) {
    throw new InputError(
      `${what} is ${bytes} bytes long; at most ${most} are kept`,
    );
  }
}

function check<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const checked = schema.safeParse(value);
  if (checked.success) return checked.data;
  throw new InputError(
    `This cannot be kept as evidence: ${z.prettifyError(checked.error)}`,
  );
}
