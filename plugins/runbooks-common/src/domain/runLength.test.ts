import { isLonger } from './runLength';

const startedAt = '2026-11-20T12:00:00.000Z';

describe('isLonger', () => {
  it.each([
    ['2026-11-20T12:20:00.000Z', 'PT20M', false],
    ['2026-11-20T12:20:00.001Z', 'PT20M', true],
    ['2026-11-20T18:00:00.000Z', null, false],
    [null, 'PT20M', false],
  ])('ended %s of %s: %s', (endedAt, target, longer) => {
    expect(isLonger({ startedAt, endedAt, target })).toBe(longer);
  });
});
