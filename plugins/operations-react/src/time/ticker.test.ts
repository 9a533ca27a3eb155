import { Ticker } from './ticker';

describe('Ticker', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: new Date('2026-11-20T10:00:00Z') });
  });
  afterEach(() => jest.useRealTimers());

  it('keeps one timer however many listen', () => {
    const ticker = new Ticker();
    const stops = [1_000, 10_000, 10_000].map(interval =>
      ticker.subscribe(interval, () => {}),
    );
    expect(jest.getTimerCount()).toBe(1);
    stops.forEach(stop => stop());
    expect(jest.getTimerCount()).toBe(0);
  });

  it('gives equal intervals the same instant whenever they joined', () => {
    const ticker = new Ticker();
    const seen: Date[] = [];
    ticker.subscribe(10_000, now => seen.push(now));
    jest.advanceTimersByTime(3_000);
    ticker.subscribe(10_000, now => seen.push(now));
    jest.advanceTimersByTime(7_000);
    expect(seen).toHaveLength(2);
    expect(seen[0]).toBe(seen[1]);
    expect(seen[0]).toEqual(new Date('2026-11-20T10:00:10Z'));
  });

  it('beats each listener at its own interval', () => {
    const ticker = new Ticker();
    const fast = jest.fn();
    const slow = jest.fn();
    ticker.subscribe(1_000, fast);
    ticker.subscribe(30_000, slow);
    jest.advanceTimersByTime(60_000);
    expect(fast).toHaveBeenCalledTimes(60);
    expect(slow).toHaveBeenCalledTimes(2);
  });

  it('lets a listener leave while it is being called', () => {
    const ticker = new Ticker();
    const listener = jest.fn();
    const stop = ticker.subscribe(1_000, now => {
      listener(now);
      stop();
    });
    jest.advanceTimersByTime(5_000);
    expect(listener).toHaveBeenCalledTimes(1);
  });
});
