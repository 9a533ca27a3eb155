import { z } from 'zod/v4';
import { canonicalJson } from '../canonicalJson';
import {
  EVIDENCE_FORMAT,
  EVIDENCE_VERSION,
  EvidenceHeader,
  EvidenceRecord,
  MAX_EVIDENCE_BYTES,
  MAX_HEADER_BYTES,
  evidenceHeaderSchema,
  evidenceRecordSchema,
} from '../record';
import { hashWithout } from '../seal';
import { Sha256 } from '../sha256';
import { EvidencePlace, faultAt } from './finding';
import { FileLine } from './readLines';

/** Longest allowed line, in bytes. */
export function lineLimit(line: number): number {
  return line === 1 ? MAX_HEADER_BYTES : MAX_EVIDENCE_BYTES;
}

/**
 * Reads the first line.
 *
 * @throws EvidenceFaultError
 */
export async function parseHeader(
  line: FileLine,
  sha256: Sha256,
): Promise<EvidenceHeader> {
  const place = { line: line.number };
  const value = parseObject(line, place);
  if (value.format !== EVIDENCE_FORMAT) {
    throw faultAt(
      place,
      'no-header',
      `The first line does not begin an evidence export: its "format" is not "${EVIDENCE_FORMAT}".`,
    );
  }
  assertVersion(value, place);
  const header = evidenceHeaderSchema.safeParse(value);
  if (!header.success) {
    throw faultAt(
      place,
      'header-changed',
      `The first line is not as an export writes it: ${oneLine(header.error)}.`,
    );
  }
  if ((await hashWithout('head', value, sha256)) !== header.data.head) {
    throw faultAt(
      place,
      'header-changed',
      'The first line was changed: its "head" is not the hash of the rest of it.',
    );
  }
  return header.data;
}

/**
 * Reads the line of a record and checks it by itself.
 *
 * @param expected - the record that belongs in this place, for the finding
 * @throws EvidenceFaultError
 */
export async function parseRecord(
  line: FileLine,
  expected: EvidencePlace,
  sha256: Sha256,
): Promise<EvidenceRecord> {
  const place = { ...expected, line: line.number };
  const value = parseObject(line, place);
  assertVersion(value, place);
  const record = evidenceRecordSchema.safeParse(value);
  if (!record.success) {
    throw faultAt(
      place,
      'malformed-record',
      `Line ${line.number} is not a record of evidence: ${oneLine(
        record.error,
      )}.`,
    );
  }
  const hash = await hashWithout('hash', value, sha256);
  if (hash !== record.data.hash) {
    throw faultAt(
      place,
      'hash-mismatch',
      `The record on line ${line.number} was changed: its content has the hash ${hash}, not ${record.data.hash}.`,
    );
  }
  return record.data;
}

/** Strict in everything: a file that was changed in any byte is not what was exported. */
function parseObject(
  line: FileLine,
  place: EvidencePlace,
): Record<string, unknown> {
  const { number } = line;
  if (line.tooLong) {
    throw faultAt(
      place,
      'line-too-long',
      `Line ${number} is longer than ${lineLimit(
        number,
      )} bytes; no export writes such a line.`,
    );
  }
  if (!line.ended) {
    throw faultAt(
      place,
      'unfinished-line',
      `The file ends within line ${number}; it was cut off.`,
    );
  }
  const text = decode(line.bytes);
  if (text === undefined) {
    throw faultAt(place, 'not-utf8', `Line ${number} is not text in UTF-8.`);
  }
  const value = parseJson(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw faultAt(
      place,
      'malformed-json',
      text.trim() === ''
        ? `Line ${number} is empty.`
        : `Line ${number} is not a JSON object.`,
    );
  }
  if (canonicalOf(value) !== text) {
    throw faultAt(
      place,
      'not-canonical',
      `Line ${number} is not written as an export writes it (RFC 8785): spacing, the order of keys, a repeated key, line ends or the form of a value were changed.`,
    );
  }
  return { ...value };
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      bytes,
    );
  } catch {
    return undefined;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function canonicalOf(value: object): string | undefined {
  try {
    return canonicalJson(value);
  } catch {
    return undefined;
  }
}

function assertVersion(value: Record<string, unknown>, place: EvidencePlace) {
  if (value.version === EVIDENCE_VERSION) return;
  throw faultAt(
    place,
    'unknown-version',
    `Line ${place.line} has the version ${JSON.stringify(
      value.version ?? null,
    )}; this verifier knows version ${EVIDENCE_VERSION}.`,
  );
}

function oneLine(error: z.ZodError): string {
  const [{ path, message }] = error.issues;
  return path.length > 0 ? `"${path.join('.')}": ${message}` : message;
}
