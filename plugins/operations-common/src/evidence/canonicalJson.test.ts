import fc from 'fast-check';
import { anyJson } from './__testUtils__/exports';
import { canonicalJson } from './canonicalJson';

describe('canonicalJson', () => {
  it('writes the example of RFC 8785, section 3.2.2 and 3.2.3', () => {
    const value = JSON.parse(
      String.raw`{
        "numbers": [333333333.33333329, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
        "literals": [null, true, false]
      }`,
    );
    expect(canonicalJson(value)).toBe(
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    );
  });

  it('sorts keys by UTF-16 code units (RFC 8785, section 3.2.3)', () => {
    const value = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    };
    expect(Object.values(JSON.parse(canonicalJson(value)))).toEqual([
      'One',
      'Carriage Return',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ]);
  });

  it.each([
    [-0, '0'],
    [5e-324, '5e-324'],
    [1e-7, '1e-7'],
    [0.000001, '0.000001'],
    [9007199254740991, '9007199254740991'],
    [-9007199254740991, '-9007199254740991'],
    [333333333.3333332, '333333333.3333332'],
  ])('writes the number %d as %s (RFC 8785, appendix B)', (number, text) => {
    expect(canonicalJson(number)).toBe(text);
  });

  it.each<[string, unknown, string]>([
    ['NaN', { a: [1, NaN] }, '$.a[1] is not a finite number'],
    ['infinity', -Infinity, '$ is not a finite number'],
    ['an unsafe integer', { n: 2 ** 53 }, '$.n is an integer beyond 2^53'],
    ['a huge number', [1e300], '$[0] is an integer beyond 2^53'],
    ['a lone surrogate', { s: 'a\ud83d' }, '$.s holds half of a character'],
    ['a surrogate in a key', { '\ude00': 1 }, 'the key "\\ude00" of $ holds'],
    ['undefined', { a: undefined }, '$.a is no JSON value but undefined'],
    ['a hole in an array', new Array(1), '$[0] is no JSON value'],
    ['a function', { toJSON: () => 1 }, '$.toJSON is no JSON value'],
    ['a bigint', 1n, '$ is no JSON value but bigint'],
    ['a date', { d: new Date(0) }, '$.d is no JSON value but an instance'],
    ['a map', new Map(), '$ is no JSON value but an instance'],
  ])('refuses %s and says where', (_what, value, message) => {
    expect(() => canonicalJson(value)).toThrow(message);
  });

  it('refuses what has no end', () => {
    const cycle: { self?: unknown } = {};
    cycle.self = cycle;
    expect(() => canonicalJson(cycle)).toThrow('nested deeper than 64 levels');
    const deep = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000));
    expect(() => canonicalJson(deep)).toThrow('nested deeper than 64 levels');
  });

  it('keeps a key that JavaScript gives a meaning', () => {
    const text = '{"__proto__":{"a":1},"constructor":2}';
    expect(canonicalJson(JSON.parse(text))).toBe(text);
  });

  it('says the same of the same value, and loses nothing of it', () => {
    fc.assert(
      fc.property(anyJson, value => {
        const text = canonicalJson(value);
        const back: unknown = JSON.parse(text);
        expect(canonicalJson(back)).toBe(text);
        expect(back).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      { numRuns: 1000 },
    );
  });

  it('does not depend on the order of keys', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(fc.string({ unit: 'grapheme' }), anyJson), {
          selector: ([key]) => key,
          maxLength: 6,
        }),
        entries => {
          expect(canonicalJson(Object.fromEntries(entries))).toBe(
            canonicalJson(Object.fromEntries([...entries].reverse())),
          );
        },
      ),
    );
  });
});
