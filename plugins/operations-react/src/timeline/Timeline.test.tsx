import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { DateTime } from 'luxon';
import { axeViolations } from '../testing/axe';
import { renderInApp } from '../__testUtils__/renderInApp';
import { Timeline } from './Timeline';
import { timeOfDay } from './timelineDays';

// Noon of the reader's day, so that every zone of the host gives the same days.
const yesterday = DateTime.local()
  .minus({ days: 1 })
  .set({ hour: 12 })
  .toJSDate()
  .toISOString();
const longAgo = new Date(2020, 2, 2, 12).toISOString();

it.each(['light', 'dark'] as const)(
  'lists what happened by day, %s theme',
  async theme => {
    const onOpen = jest.fn();
    const { container } = await renderInApp(
      <Timeline
        label="What happened"
        emptyText="Nothing"
        entries={[
          {
            id: 'old',
            at: longAgo,
            kind: 'incident',
            title: 'INC-1',
            href: '/incidents/1',
            icon: <span>!</span>,
          },
          {
            id: 'new',
            at: yesterday,
            kind: 'deployment',
            title: '1.42.0',
            verdict: 'met',
            body: 'took 42 min',
            onOpen,
          },
        ]}
      />,
      { theme },
    );
    const section = screen.getByRole('region', { name: 'What happened' });
    const days = within(section).getAllByRole('heading', { level: 3 });
    expect(days.map(day => day.textContent)).toEqual([
      'Yesterday',
      'Mon 2 Mar 2020',
    ]);
    const [first, second] = within(section).getAllByRole('listitem');
    expect(first).toHaveTextContent(
      `${timeOfDay(yesterday)}1.42.0 deploymenttook 42 min`,
    );
    expect(within(first).getByRole('img', { name: 'met' })).toBeVisible();
    expect(within(second).getByRole('link', { name: 'INC-1' })).toHaveAttribute(
      'href',
      '/incidents/1',
    );
    await userEvent.click(screen.getByRole('button', { name: '1.42.0' }));
    expect(onOpen).toHaveBeenCalledTimes(1);
    expect(await axeViolations(container)).toEqual([]);
  },
);

it('says when nothing happened', async () => {
  await renderInApp(
    <Timeline label="x" entries={[]} emptyText="Nothing happened in 30 days" />,
  );
  expect(screen.getByText('Nothing happened in 30 days')).toBeInTheDocument();
});
