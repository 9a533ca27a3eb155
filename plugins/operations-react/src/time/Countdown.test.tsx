import { act, screen } from '@testing-library/react';
import { renderInApp } from '../__testUtils__/renderInApp';
import { Countdown } from './Countdown';
import { DurationText } from './DurationText';

describe('Countdown', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: new Date('2026-11-20T10:00:00Z') });
  });
  afterEach(() => jest.useRealTimers());

  it('runs out, warns before and counts on after', async () => {
    await renderInApp(
      <Countdown to="2026-11-20T10:06:00Z" warnBeforeMs={300_000} />,
    );
    const timer = screen.getByRole('timer');
    expect(timer).toHaveTextContent('in 6 min');
    expect(screen.queryByRole('img')).not.toBeInTheDocument();

    act(() => {
      jest.advanceTimersByTime(60_000);
    });
    expect(timer).toHaveTextContent('in 5 min');
    expect(screen.getByRole('img', { name: 'at risk' })).toBeInTheDocument();

    act(() => {
      jest.advanceTimersByTime(9 * 60_000);
    });
    expect(timer).toHaveTextContent('4 min over');
    expect(screen.getByRole('img', { name: 'breached' })).toBeInTheDocument();
  });

  it('is over at the deadline itself', async () => {
    await renderInApp(<Countdown to="2026-11-20T10:00:00Z" />);
    expect(screen.getByRole('timer')).toHaveTextContent('0 s over');
  });
});

it.each([
  [4_320_000, '1 h 12 min'],
  ['PT1H12M', '1 h 12 min'],
])('DurationText says %s as people do', async (value, said) => {
  await renderInApp(<DurationText value={value} />);
  expect(screen.getByText(said)).toBeInTheDocument();
});
