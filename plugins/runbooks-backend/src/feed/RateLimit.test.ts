import { RateLimit } from './RateLimit';

const at = (seconds: number) => new Date(1_000 * seconds);

describe('RateLimit', () => {
  it('lets a burst go, then so many a minute', () => {
    const limit = new RateLimit({ burst: 3, perMinute: 6 });
    const waits = [0, 0, 0, 0, 5, 10, 10].map(second =>
      limit.take('a', at(second)),
    );
    expect(waits).toEqual([0, 0, 0, 10, 5, 0, 10]);
  });

  it('counts each sender alone', () => {
    const limit = new RateLimit({ burst: 1, perMinute: 1 });
    expect(limit.take('a', at(0))).toBe(0);
    expect(limit.take('b', at(0))).toBe(0);
    expect(limit.take('a', at(0))).toBe(60);
  });

  it('gains nothing by a clock that is set back', () => {
    const limit = new RateLimit({ burst: 1, perMinute: 60 });
    limit.take('a', at(100));
    expect(limit.take('a', at(10))).toBe(1);
    expect(limit.take('a', at(11))).toBe(0);
  });

  it('forgets who was quiet the longest, so that memory has an end', () => {
    const limit = new RateLimit({ burst: 1, perMinute: 1 });
    limit.take('first', at(0));
    for (let n = 0; n < 10_000; n++) limit.take(`other ${n}`, at(0));
    expect(limit.take('first', at(0))).toBe(0);
    expect(limit.take('other 9999', at(0))).toBe(60);
  });
});
