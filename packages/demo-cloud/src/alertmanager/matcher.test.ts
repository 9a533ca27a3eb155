import { compileMatchers, MatcherError, parseMatcher } from './matcher';

describe('parseMatcher', () => {
  it.each([
    ['a="b"', { name: 'a', value: 'b', isRegex: false, isEqual: true }],
    [' a != b ', { name: 'a', value: 'b', isRegex: false, isEqual: false }],
    ['a=~"x|y"', { name: 'a', value: 'x|y', isRegex: true, isEqual: true }],
    ['a!~".+"', { name: 'a', value: '.+', isRegex: true, isEqual: false }],
    [
      'a="q\\"u\\\\o\\nte"',
      { name: 'a', value: 'q"u\\o\nte', isRegex: false, isEqual: true },
    ],
    ['a=', { name: 'a', value: '', isRegex: false, isEqual: true }],
  ])('reads %s', (text, matcher) => {
    expect(parseMatcher(text)).toEqual(matcher);
  });

  it.each(['', 'a', '1a="b"', 'a="b"c"', 'a=~"("'])('refuses %p', text => {
    expect(() => parseMatcher(text)).toThrow(MatcherError);
  });
});

describe('compileMatchers', () => {
  const matches = (texts: string[], labels: Record<string, string>) =>
    compileMatchers(texts.map(parseMatcher))(labels);

  it('matches the whole value, and takes a missing label for empty', () => {
    expect(matches(['a=~"b"'], { a: 'bb' })).toBe(false);
    expect(matches(['a=~"b+"', 'c=""'], { a: 'bb' })).toBe(true);
    expect(matches(['c!=""'], { a: 'b' })).toBe(false);
  });
});
