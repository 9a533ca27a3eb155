import fc from 'fast-check';
import { redactText } from './redactText';

/** What the patterns are made of: repeated, each once took time without bound. */
const FRAGMENTS = [
  'x',
  'a.b-',
  'eyJ',
  'eyJ-',
  'eyJa.',
  'http://',
  'a:',
  '"a',
  "'a'",
  '-----BEGIN PRIVATE KEY-----',
  '-----BEGIN ',
  ' ',
  '\n',
  'password',
  'password:',
  'password=',
  'x-token-',
  'x-',
  '"credential',
  'bearer ',
  'basic ',
  'token',
  'sk-',
  'AKIA',
  '=',
  ':',
  '"',
  '@',
];
const LENGTH = 200_000;
/** Generous: linear time takes some ten milliseconds. */
const LIMIT_MS = 2_000;

function milliseconds(text: string): number {
  const began = performance.now();
  redactText(text);
  return performance.now() - began;
}

const repeated = (fragment: string) =>
  fragment.repeat(Math.ceil(LENGTH / fragment.length)).slice(0, LENGTH);

describe('redactText takes no more time than the text is long', () => {
  it.each(FRAGMENTS)('of many %j', fragment => {
    expect(milliseconds(repeated(fragment))).toBeLessThan(LIMIT_MS);
  });

  it('of any mixture of what the patterns look for', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...FRAGMENTS), { minLength: 1, maxLength: 6 }),
        parts => {
          expect(milliseconds(repeated(parts.join('')))).toBeLessThan(LIMIT_MS);
        },
      ),
      { numRuns: 60 },
    );
  }, 120_000);
});
