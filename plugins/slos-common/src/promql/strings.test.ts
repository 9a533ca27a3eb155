import fc from 'fast-check';
import { escapeRegex, quoteString, unquoteString } from './strings';

describe('quoteString', () => {
  it.each([
    ['plain', '"plain"'],
    ['a "b" c', '"a \\"b\\" c"'],
    ['back\\slash', '"back\\\\slash"'],
    ['two\nlines', '"two\\nlines"'],
    ['tab\tnul\0del\x7f', '"tab\\x09nul\\x00del\\x7f"'],
    ["it's `raw`", '"it\'s `raw`"'],
    ['"} or vector(1) #', '"\\"} or vector(1) #"'],
    ['größe 😀', '"größe 😀"'],
  ])('writes %j as %s', (value, quoted) => {
    expect(quoteString(value)).toBe(quoted);
    expect(unquoteString(quoted)).toBe(value);
  });

  it('gives every text back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), value => {
        const quoted = quoteString(value);
        expect(quoted).not.toMatch(/[\n\r]/);
        expect(unquoteString(quoted)).toBe(value);
      }),
    );
  });

  it('refuses half a character', () => {
    expect(() => quoteString('\ud800')).toThrow('not valid Unicode');
  });
});

describe('unquoteString', () => {
  it.each([
    ["'single'", 'single'],
    ['`raw \\n`', 'raw \\n'],
    ['"\\x41\\101\\u0041\\U00000041"', 'AAAA'],
    ['"\\xc3\\xa9"', 'é'],
    ['"\\a\\b\\f\\r\\v\\\'"', "\x07\b\f\r\v'"],
  ])('reads %s', (literal, value) => {
    expect(unquoteString(literal)).toBe(value);
  });

  it.each(['"\\q"', '"\\x4"', '"\\777"', '"\\ud800"', '"\\Uffffffff"'])(
    'refuses the escape in %s',
    literal => {
      expect(() => unquoteString(literal)).toThrow('does not know');
    },
  );

  it('refuses bytes that are no UTF-8', () => {
    expect(() => unquoteString('"\\xff"')).toThrow('not valid UTF-8');
  });
});

describe('escapeRegex', () => {
  it('matches exactly the text', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (value, other) => {
        const pattern = new RegExp(`^(?:${escapeRegex(value)})$`);
        expect(pattern.test(value)).toBe(true);
        expect(pattern.test(other)).toBe(value === other);
      }),
    );
  });
});
