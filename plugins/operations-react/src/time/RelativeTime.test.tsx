import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axeViolations } from '../testing/axe';
import { renderInApp } from '../__testUtils__/renderInApp';
import { RelativeTime } from './RelativeTime';
import { exactInstant } from './instant';
import { englishOf } from '../testing/translations';
import { operationsReactTranslationRef } from '../translation/operationsReactTranslationRef';

const t = englishOf(operationsReactTranslationRef);

const at = '2026-11-20T09:58:00.000Z';

describe('RelativeTime', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: new Date('2026-11-20T10:00:00Z') });
  });
  afterEach(() => jest.useRealTimers());

  it('keeps itself up to date', async () => {
    await renderInApp(<RelativeTime at={at} />);
    const time = screen.getByText('2 min ago');
    expect(time).toHaveAttribute('dateTime', at);
    act(() => {
      jest.advanceTimersByTime(60_000);
    });
    expect(time).toHaveTextContent('3 min ago');
  });

  it('shows the exact instant on focus and hides it on Escape', async () => {
    const user = userEvent.setup({ advanceTimers: jest.advanceTimersByTime });
    await renderInApp(<RelativeTime at={at} hint="deployed" />);
    await user.tab();
    const tooltip = await screen.findByRole('tooltip');
    expect(tooltip).toHaveTextContent(`deployed ${exactInstant(at, t)}`);
    expect(tooltip).toHaveTextContent('UTC');
    await user.keyboard('{Escape}');
    act(() => {
      jest.advanceTimersByTime(2_000);
    });
    expect(screen.queryByRole('tooltip')).not.toBeInTheDocument();
  });
});

it('is accessible', async () => {
  const { container } = await renderInApp(<RelativeTime at={at} />);
  expect(await axeViolations(container)).toEqual([]);
});
