import { createHash } from 'node:crypto';
import { cutText, redactPayload, redactText } from '../redact';

/** Large enough for any one record of a provider; a page of them is no record. */
const MAX_PAYLOAD_LENGTH = 256 * 1024;
const MAX_REASON_LENGTH = 2_000;
const EXCERPT_LENGTH = 400;

/**
 * A payload as a dead letter keeps it: without secrets, and cut when it is
 * huge. Only one that is still the record that arrived can be replayed.
 */
export function keptPayload(payload: unknown): {
  payload: string;
  /** Of the whole payload, so that those that begin alike are told apart. */
  hash: string;
  notReplayable: string | null;
} {
  const redacted = redactPayload(payload);
  const hash = createHash('sha256').update(redacted).digest('hex');
  if (redacted.length > MAX_PAYLOAD_LENGTH) {
    return {
      hash,
      payload: cutText(redacted, MAX_PAYLOAD_LENGTH),
      notReplayable: `it has ${redacted.length} characters and was cut; read the scope again`,
    };
  }
  return {
    hash,
    payload: redacted,
    notReplayable: isWhole(payload, redacted)
      ? null
      : 'a secret or something that is no JSON was taken out of it; read the scope again',
  };
}

/** The beginning of a kept payload, for lists. */
export function excerptOf(payload: string): string {
  return cutText(payload, EXCERPT_LENGTH);
}

/** Why something was refused, as a dead letter tells it: without secrets, not endless. */
export function keptReason(reason: string): string {
  return cutText(redactText(reason), MAX_REASON_LENGTH);
}

/** What a kept payload was: a value where it is JSON, else the text. */
export function valueOfPayload(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return payload;
  }
}

/** Whether the text says everything that the payload said. */
function isWhole(payload: unknown, text: string): boolean {
  if (typeof payload === 'string') {
    return text === payload || sameJson(payload, text);
  }
  try {
    return sameValue(JSON.parse(text), payload);
  } catch {
    return false;
  }
}

function sameJson(a: string, b: string): boolean {
  try {
    return JSON.stringify(JSON.parse(a)) === JSON.stringify(JSON.parse(b));
  } catch {
    return false;
  }
}

/** Like deep equality, but absent and undefined are the same, as in JSON. */
function sameValue(kept: unknown, arrived: unknown): boolean {
  if (typeof arrived !== 'object' || arrived === null) {
    return Object.is(kept, arrived);
  }
  if (typeof kept !== 'object' || kept === null) return false;
  if (Array.isArray(arrived) !== Array.isArray(kept)) return false;
  const names = new Set([...Object.keys(kept), ...Object.keys(arrived)]);
  return [...names].every(name =>
    sameValue(Reflect.get(kept, name), Reflect.get(arrived, name)),
  );
}
