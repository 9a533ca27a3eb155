import { NotificationLog } from './notificationLog';

const NOW = 1_000_000;
const REPEAT = 60_000;

function logWith(firing: string[], resolved: string[] = []) {
  return new NotificationLog(REPEAT, [
    { groupKey: 'g', firing, resolved, sentAtMs: NOW },
  ]);
}

describe('NotificationLog', () => {
  it.each<
    [
      what: string,
      log: NotificationLog,
      firing: string[],
      resolved: string[],
      news: boolean,
    ]
  >([
    ['a first alert', new NotificationLog(REPEAT), ['a'], [], true],
    [
      'an end nobody knew the beginning of',
      new NotificationLog(REPEAT),
      [],
      ['a'],
      false,
    ],
    ['nothing new', logWith(['a']), ['a'], [], false],
    ['one more alert', logWith(['a']), ['a', 'b'], [], true],
    ['one alert less, silently', logWith(['a', 'b']), ['a'], [], false],
    ['one alert resolved', logWith(['a', 'b']), ['a'], ['b'], true],
    ['an end that was told', logWith(['a'], ['b']), ['a'], ['b'], false],
    ['the end of the last alert', logWith(['a']), [], ['a'], true],
    ['the end, told already', logWith([], ['a']), [], ['a'], false],
  ])('takes %s for what it is', (_, log, firing, resolved, news) => {
    expect(log.needsUpdate('g', firing, resolved, NOW)).toBe(news);
  });

  it('repeats after the repeat interval', () => {
    const log = logWith(['a']);
    expect(log.needsUpdate('g', ['a'], [], NOW + REPEAT)).toBe(false);
    expect(log.needsUpdate('g', ['a'], [], NOW + REPEAT + 1)).toBe(true);
  });

  it('forgets entries after twice the repeat interval', () => {
    const log = logWith(['a']);
    expect(log.snapshot(NOW + 2 * REPEAT)).toHaveLength(1);
    expect(log.snapshot(NOW + 2 * REPEAT + 1)).toEqual([]);
  });
});
