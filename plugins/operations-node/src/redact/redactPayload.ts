import { isSecretKey, redactText } from './redactText';

const HIDDEN = '[redacted]';
const MAX_DEPTH = 40;

/**
 * A payload as text, without the values of secret-looking keys and without
 * secrets inside other values. Never throws: what cannot be written down is
 * replaced by a note.
 */
export function redactPayload(payload: unknown): string {
  const value = typeof payload === 'string' ? parsedOrText(payload) : payload;
  const clean = scrub(value, []);
  return typeof clean === 'string' ? clean : JSON.stringify(clean, null, 2);
}

/** A text that is a JSON document is redacted by its keys, as the document would be. */
function parsedOrText(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function scrub(value: unknown, above: readonly object[]): unknown {
  switch (typeof value) {
    case 'string':
      return redactText(value);
    case 'number':
    case 'boolean':
      return value;
    case 'object':
      return value === null ? null : scrubObject(value, above);
    default:
      return `[${typeof value}${typeof value === 'bigint' ? ` ${value}` : ''}]`;
  }
}

function scrubObject(value: object, above: readonly object[]): unknown {
  if (above.includes(value)) return '[circular]';
  if (above.length >= MAX_DEPTH) return '[too deep]';
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (value instanceof Date) {
    return Number.isNaN(value.getTime())
      ? '[invalid date]'
      : value.toISOString();
  }
  const path = [...above, value];
  if (Array.isArray(value)) {
    // A header as a pair: ["authorization", "…"].
    if (value.length === 2 && isSecretName(value[0])) return [value[0], HIDDEN];
    return value.map(item => scrub(item ?? null, path));
  }
  return scrubRecord(value, path);
}

function scrubRecord(value: object, path: readonly object[]): unknown {
  // As in JSON, what is undefined is absent.
  const names = Object.keys(value).filter(
    name => read(value, name) !== undefined,
  );
  // A setting as two fields: { name: 'DB_PASSWORD', value: '…' }.
  const named = names.some(
    name => /^(name|key)$/i.test(name) && isSecretName(read(value, name)),
  );
  return Object.fromEntries(
    names.map(name => {
      const item = read(value, name);
      const secret = isSecretKey(name) || (named && /^values?$/i.test(name));
      return [
        redactText(name),
        secret && item !== null ? HIDDEN : scrub(item, path),
      ];
    }),
  );
}

function isSecretName(value: unknown): boolean {
  return typeof value === 'string' && isSecretKey(value);
}

function read(value: object, name: string): unknown {
  try {
    return Reflect.get(value, name);
  } catch {
    return '[unreadable]';
  }
}
