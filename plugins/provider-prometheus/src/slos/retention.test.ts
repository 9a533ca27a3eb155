import { retentionMillis } from './retention';

const DAY = 86_400_000;

describe('retentionMillis', () => {
  it.each([
    ['15d', 15 * DAY],
    ['1d12h', 1.5 * DAY],
    ['2w', 14 * DAY],
    ['1y', 365 * DAY],
    ['15d or 10GiB', 15 * DAY],
  ])('reads %s', (text, millis) => {
    expect(retentionMillis(text)).toBe(millis);
  });

  it.each(['', '10GiB', 'forever', '15', 'd15', '0s'])(
    'knows no time in "%s"',
    text => {
      expect(retentionMillis(text)).toBeUndefined();
    },
  );
});
