import { formatDuration, parseDuration } from './duration';

describe('durations', () => {
  it.each([
    ['5m', 300_000],
    ['1h30m', 5_400_000],
    ['1y2w3d4h5m6s7ms', 33_019_506_007],
    ['90s', 90_000],
    ['0', 0],
  ])('reads %s', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each(['', '5', 'm', '1.5h', '-5m', '5m1h', '5 m', '1M'])(
    'does not take %p for a duration',
    text => {
      expect(parseDuration(text)).toBeUndefined();
    },
  );

  it.each([
    [120 * 86_400_000, '120d'],
    [14 * 86_400_000, '2w'],
    [365 * 86_400_000, '1y'],
    [5_400_000, '1h30m'],
    [300, '300ms'],
    [0, '0s'],
  ])('writes %d ms as Prometheus does', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
    expect(parseDuration(text)).toBe(ms);
  });
});
