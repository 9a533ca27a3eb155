import { Field } from './field';
import { dnsLabel, limitedString } from './rules';
import { ObjectMetadata, OpenSloVersion } from './types';

const LABEL_KEY = /^[a-zA-Z0-9]([-._a-zA-Z0-9]{0,61}[a-zA-Z0-9])?$/;
const QUALIFIED_KEY_LENGTH = /^(.{0,253}\/)?.{0,63}$/;
const QUALIFIED_KEY =
  /^([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*\/)?[a-zA-Z0-9]([-._a-zA-Z0-9]{0,61}[a-zA-Z0-9])?$/;

const KEYS: Record<OpenSloVersion, readonly string[]> = {
  'openslo/v1': ['name', 'displayName', 'labels', 'annotations'],
  'openslo/v1alpha': ['name', 'displayName'],
  'openslo.com/v2alpha': ['name', 'labels', 'annotations'],
};

/** Reads and checks `metadata`; answers `undefined` when there is no usable name. */
export function readMetadata(
  metadata: Field,
  version: OpenSloVersion,
): ObjectMetadata | undefined {
  if (!metadata.readMapping(KEYS[version])) return undefined;
  const name = dnsLabel(metadata.child('name'));
  const displayName = limitedString(metadata.child('displayName'), 63);
  const labels = readLabels(metadata.child('labels'), version);
  const annotations = readAnnotations(metadata.child('annotations'));
  if (name === undefined) return undefined;
  return {
    name,
    ...(displayName ? { displayName } : {}),
    labels,
    annotations,
  };
}

function readLabels(
  field: Field,
  version: OpenSloVersion,
): Record<string, string[]> {
  const labels: Record<string, string[]> = {};
  const single = version === 'openslo.com/v2alpha';
  for (const [key, value] of mappingEntries(field)) {
    const valid = single ? isQualifiedKey(key) : LABEL_KEY.test(key);
    if (!valid) reportKey(value, 'label', key);
    if (value.isSequence && !single) {
      labels[key] = value.items().flatMap(item => item.readString() ?? []);
    } else {
      const text = value.readString();
      labels[key] = text === undefined ? [] : [text];
    }
  }
  return labels;
}

function readAnnotations(field: Field): Record<string, string> {
  const annotations: Record<string, string> = {};
  for (const [key, value] of mappingEntries(field)) {
    if (!isQualifiedKey(key)) reportKey(value, 'annotation', key);
    const text = value.readString();
    if (text !== undefined) annotations[key] = text;
  }
  return annotations;
}

function mappingEntries(field: Field): [string, Field][] {
  if (field.present && !field.isMapping) {
    field.error('type', `"${field.path}" must be a mapping`);
  }
  return field.entries();
}

function isQualifiedKey(key: string): boolean {
  return QUALIFIED_KEY_LENGTH.test(key) && QUALIFIED_KEY.test(key);
}

function reportKey(field: Field, what: string, key: string): void {
  field.error(
    'string-match-regexp',
    `"${key}" is no valid ${what} key: use up to 63 letters, digits, "-", "_" and ".", and begin and end with a letter or digit`,
  );
}
