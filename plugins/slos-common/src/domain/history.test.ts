import { MONTHLY, ROLLING } from './__testUtils__/evaluation';
import { historyWantedFrom } from './history';

describe('historyWantedFrom', () => {
  it('is the window and a week for rolling windows', () => {
    expect(
      historyWantedFrom(ROLLING, new Date('2026-05-04T12:34:00Z')),
    ).toEqual(new Date('2026-03-28T00:00:00Z'));
  });

  it.each([
    ['2026-05-31T12:00:00Z', '2026-04-24T00:00:00Z'],
    ['2026-05-01T00:00:00Z', '2026-03-25T00:00:00Z'],
  ])('reaches a week before the period at %s', (now, from) => {
    expect(historyWantedFrom(MONTHLY, new Date(now))).toEqual(new Date(from));
  });
});
