import { durationMillis, humanDuration, parseDuration } from './duration';

describe('parseDuration', () => {
  it.each([
    ['PT5M', 300_000],
    ['PT1H30M', 5_400_000],
    ['P1D', 86_400_000],
    ['P2W', 1_209_600_000],
  ])('reads %s', (text, ms) => {
    expect(durationMillis(text)).toBe(ms);
  });

  it.each(['', '5m', 'PT', 'PT0S', '-PT5M', 'P'])('refuses %j', text => {
    expect(() => parseDuration(text)).toThrow(/ISO-8601 duration/);
  });
});

describe('humanDuration', () => {
  it.each([
    [0, '0 s'],
    [8_400, '8 s'],
    [60_000, '1 min'],
    [4 * 60_000 + 20_000, '4 min 20 s'],
    [47 * 60_000 + 20_000, '47 min'],
    [4_320_000, '1 h 12 min'],
    [3_600_000 * 23 + 59.6 * 60_000, '1 d'],
    [86_400_000 * 3 + 3_600_000 * 4 + 60_000, '3 d 4 h'],
    [-300_000, '−5 min'],
  ])('says %d ms as "%s"', (ms, said) => {
    expect(humanDuration(ms)).toBe(said);
  });
});
