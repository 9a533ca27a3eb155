import { renderInApp } from '../__testUtils__/renderInApp';
import { screen } from '@testing-library/react';
import { InstantText } from './InstantText';

describe('InstantText', () => {
  it.each([
    ['Europe/Berlin', 'Fri 20 Nov 2026, 15:00 Europe/Berlin'],
    ['UTC', 'Fri 20 Nov 2026, 14:00 UTC'],
    ['Pacific/Auckland', 'Sat 21 Nov 2026, 03:00 Pacific/Auckland'],
  ])('says an instant in %s', async (zone, text) => {
    await renderInApp(
      <InstantText at="2026-11-20T14:00:00.000Z" zone={zone} />,
    );
    const time = screen.getByText(text);
    expect(time).toHaveAttribute('datetime', '2026-11-20T14:00:00.000Z');
  });

  it('says what it cannot read', async () => {
    await renderInApp(<InstantText at="soon" zone="UTC" />);
    expect(screen.getByText(/soon/)).toBeVisible();
  });
});
