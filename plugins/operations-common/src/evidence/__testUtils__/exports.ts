import { hash } from 'node:crypto';
import fc from 'fast-check';
import { EvidenceDraft, EvidenceRecord, ExportedStream } from '../record';
import { sealHeader, sealRecord } from '../seal';
import { Sha256 } from '../sha256';

export const nodeSha256: Sha256 = text => hash('sha256', text, 'hex');

export const EXPORTED_AT = new Date('2026-11-27T12:00:00.000Z');

export const DRAFT: EvidenceDraft = {
  at: '2026-11-20T10:00:00.000Z',
  kind: 'step',
  actor: 'user:default/dana',
  groups: ['group:default/team'],
  method: 'manual',
  details: { stepId: 'look', state: 'done' },
};

/** A sound export, taken apart. */
export interface MadeExport {
  /** Without line ends; the first is the header. */
  lines: string[];
  records: EvidenceRecord[];
  streams: ExportedStream[];
}

/** Chains the drafts of each stream. */
export async function makeExport(
  drafts: Record<string, readonly EvidenceDraft[]>,
): Promise<MadeExport> {
  const lines: string[] = [];
  const records: EvidenceRecord[] = [];
  const streams: ExportedStream[] = [];
  for (const [stream, ofStream] of Object.entries(drafts)) {
    let previous: string | null = null;
    for (const [index, draft] of ofStream.entries()) {
      const position = { stream, seq: index + 1, previous };
      const sealed = await sealRecord(draft, position, nodeSha256);
      lines.push(sealed.line);
      records.push(sealed.value);
      previous = sealed.value.hash;
    }
    streams.push({
      stream,
      records: ofStream.length,
      head: previous ?? '',
      prunedAt: null,
    });
  }
  const header = await sealHeader(streams, EXPORTED_AT, nodeSha256);
  return { lines: [header.line, ...lines], records, streams };
}

/** The bytes of a file with these lines. */
export function bytesOf(lines: readonly string[]): Uint8Array {
  return new TextEncoder().encode(lines.map(line => `${line}\n`).join(''));
}

const text = fc.string({ unit: 'grapheme', maxLength: 12 });

/** What JSON can exchange exactly. */
export const anyJson = fc.letrec(tie => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.constant(null),
    fc.boolean(),
    text,
    fc.maxSafeInteger(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter(isExact),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(text, tie('value'), { maxKeys: 3 }),
  ),
})).value;

function isExact(number: number): boolean {
  return !Number.isInteger(number) || Number.isSafeInteger(number);
}

const anyDraft: fc.Arbitrary<EvidenceDraft> = fc
  .record({
    at: fc.date({
      min: new Date('2020-01-01'),
      max: new Date('2030-01-01'),
      noInvalidDate: true,
    }),
    kind: fc.constantFrom('started', 'step', 'check', 'finished'),
    actor: fc.constantFrom('user:default/dana', 'user:default/olga', null),
    groups: fc.subarray(['group:default/a', 'group:default/b']),
    method: fc.constantFrom('manual', 'automatic', 'imported'),
    details: fc.dictionary(text, anyJson, { maxKeys: 3 }),
    answer: anyJson,
  })
  .map(draft => ({
    ...draft,
    at: draft.at.toISOString(),
    details: JSON.parse(JSON.stringify(draft.details)),
    answer: JSON.parse(JSON.stringify(draft.answer)),
    method: draft.method as EvidenceDraft['method'],
  }));

/** Drafts of one to three streams with up to five records each. */
export const anyDrafts: fc.Arbitrary<Record<string, EvidenceDraft[]>> = fc
  .array(fc.array(anyDraft, { minLength: 1, maxLength: 5 }), {
    minLength: 1,
    maxLength: 3,
  })
  .map(streams =>
    Object.fromEntries(streams.map((drafts, n) => [`run:${n}`, drafts])),
  );
