import fc from 'fast-check';

/** Texts that have broken other services: injections, control characters, half surrogates, odd numbers, sheer size. */
export const HOSTILE_TEXTS = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\u001b[31m',
  '\r\nSet-Cookie: a=b',
  '\ud800',
  '\udfff\ud800',
  '‮gpj.exe',
  '__proto__',
  'constructor',
  'NaN',
  'Infinity',
  '-0',
  '1e999',
  '0x10',
  '9007199254740993',
  '99999999999999999999',
  '2147483648',
  'null',
  '[]',
  '{"$ne":null}',
  "' OR 1=1 --",
  "'; DROP TABLE incidents; --",
  'up{job="x"}[5m]) or vector(1)',
  '$(reboot)',
  '`id`',
  '${7*7}',
  '{{7*7}}',
  '%s%n',
  '%',
  '%00',
  '../../../../etc/passwd',
  '<script>alert(1)</script>',
  ['javascript', 'alert(1)'].join(':'),
  'http://169.254.169.254/latest/meta-data/',
  'file:///etc/passwd',
  '2026-02-30T00:00:00Z',
  '+275760-09-13T00:00:00.001Z',
  '0000-01-01T00:00:00Z',
  'P9999999999Y',
  'eyJhIjoxfQ',
  'e30',
  'bnVsbA==',
  'x'.repeat(300),
  '🚀'.repeat(100),
  'x'.repeat(20_000),
];

/** A hostile text, or one that nobody thought of. */
export const hostileText = fc.oneof(
  fc.constantFrom(...HOSTILE_TEXTS),
  fc.string({ unit: 'binary', maxLength: 80 }),
);

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let i = 0; i < depth; i++) value = i % 2 ? [value] : { a: value };
  return value;
}

/** Any JSON that a schema does not expect. */
export const hostileJson: fc.Arbitrary<unknown> = fc.oneof(
  hostileText,
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    1.5,
    2_147_483_648,
    Number.MAX_SAFE_INTEGER,
    1e308,
    [],
    {},
    [[]],
    { toString: 1 },
    JSON.parse('{"__proto__":{"admin":true}}'),
    nested(200),
  ),
  fc.jsonValue({ maxDepth: 3 }),
);

/** Bodies that are no JSON, or not of the form that a contract has. */
export const HOSTILE_BODIES = [
  '{',
  '{"a":',
  'null',
  '7',
  '"text"',
  '[]',
  '[[[[[[[[',
  '{"a":1}{"b":2}',
  '\0',
  '\ufeff{}',
  '{"__proto__":{"state":"done"}}',
  '{"constructor":{"prototype":{"state":"done"}}}',
  `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
  `{"title":"${'x'.repeat(120_000)}"}`,
];
