import { InputError } from '@backstage/errors';
import canonicalize from 'canonicalize';

/** Deeper values are refused: nobody reads them, and they exhaust the stack. */
const MAX_DEPTH = 64;

/** With the `u` flag only surrogates that stand alone match. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * The one text that a JSON value has under the JSON Canonicalization Scheme
 * (RFC 8785): no white space, keys in the order of their UTF-16 code units.
 *
 * @throws InputError naming the place of what cannot be exchanged exactly
 *   (RFC 7493, I-JSON): numbers that are not finite, integers beyond 2^53 − 1,
 *   lone surrogates; and of what is not JSON at all or nested deeper than 64.
 */
export function canonicalJson(value: unknown): string {
  assertExchangeable(value, '$', 0);
  const text = canonicalize(value);
  if (text === undefined) throw new InputError('$ is not a JSON value');
  return text;
}

function assertExchangeable(value: unknown, path: string, depth: number): void {
  if (depth > MAX_DEPTH) {
    throw new InputError(`${path} is nested deeper than ${MAX_DEPTH} levels`);
  }
  switch (typeof value) {
    case 'boolean':
      return;
    case 'string':
      assertWellFormed(value, path);
      return;
    case 'number':
      assertExact(value, path);
      return;
    case 'object':
      break;
    default:
      throw new InputError(`${path} is no JSON value but ${typeof value}`);
  }
  if (value === null) return;
  if (Array.isArray(value)) {
    // Not forEach: it would pass over the holes of a sparse array.
    for (let i = 0; i < value.length; i++) {
      assertExchangeable(value[i], `${path}[${i}]`, depth + 1);
    }
    return;
  }
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    throw new InputError(`${path} is no JSON value but an instance of a class`);
  }
  for (const [key, item] of Object.entries(value)) {
    assertWellFormed(key, `the key ${JSON.stringify(key)} of ${path}`);
    assertExchangeable(item, `${path}.${key}`, depth + 1);
  }
}

function assertWellFormed(text: string, path: string) {
  if (LONE_SURROGATE.test(text)) {
    throw new InputError(`${path} holds half of a character (lone surrogate)`);
  }
}

function assertExact(value: number, path: string) {
  if (!Number.isFinite(value)) {
    throw new InputError(`${path} is not a finite number`);
  }
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    throw new InputError(
      `${path} is an integer beyond 2^53 − 1, which not every reader keeps exactly; write it as a text`,
    );
  }
}
