import { Field } from './field';

/*
 * The general rules of the official validator (OpenSLO go-sdk, on top of govy),
 * with its codes as rule ids.
 */

const DNS_LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

/** A text that must be there and must not be empty. */
export function requiredString(field: Field): string | undefined {
  if (!field.present) {
    field.error('required', `"${field.path}" is missing`);
    return undefined;
  }
  const text = field.readString();
  if (text === '') {
    field.error('required', `"${field.path}" must not be empty`);
    return undefined;
  }
  return text;
}

/** A name as of RFC 1123: up to 63 lower-case letters, digits and dashes. */
export function dnsLabel(field: Field): string | undefined {
  const text = requiredString(field);
  if (text === undefined) return undefined;
  if (text.length > 63 || !DNS_LABEL.test(text)) {
    field.error(
      'string-dns-label',
      `"${text}" is no valid name: use up to 63 lower-case letters, digits and "-", and begin and end with a letter or digit (RFC 1123)`,
    );
    return undefined;
  }
  return text;
}

/** An optional text of limited length, counted in characters. */
export function limitedString(field: Field, max: number): string | undefined {
  const text = field.readString();
  if (text !== undefined && [...text].length > max) {
    field.error(
      'string-max-length',
      `"${field.path}" has ${
        [...text].length
      } characters; at most ${max} are allowed`,
    );
  }
  return text;
}

/** Free text of any object: at most 1,050 characters. */
export function description(spec: Field): string | undefined {
  return limitedString(spec.child('description'), 1050);
}

/** A text out of a fixed list. */
export function oneOf<T extends string>(
  field: Field,
  values: readonly T[],
): T | undefined {
  const text = requiredString(field);
  if (text === undefined) return undefined;
  const found = values.find(value => value === text);
  if (found === undefined) {
    field.error(
      'one-of',
      `"${text}" is not allowed for "${field.path}"; write one of ${values.join(
        ', ',
      )}`,
    );
  }
  return found;
}

/**
 * The one key of several that is present. Reports more than one, and none when
 * one is required.
 */
export function mutuallyExclusive<K extends string>(
  parent: Field,
  keys: readonly K[],
  options: { required: boolean },
): K | undefined {
  const present = keys.filter(key => parent.child(key).present);
  const list = keys.join(', ');
  if (present.length > 1) {
    parent.error(
      'mutually-exclusive',
      `Only one of [${list}] may be set, here are ${present.join(' and ')}`,
    );
    return undefined;
  }
  if (present.length === 0 && options.required) {
    parent.error(
      'mutually-exclusive',
      `One of [${list}] must be set, none is here`,
    );
  }
  return present[0];
}
