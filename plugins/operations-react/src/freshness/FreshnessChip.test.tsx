import { Freshness } from '@opsdeck/backstage-plugin-operations-common';
import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axeViolations } from '../testing/axe';
import { renderInApp } from '../__testUtils__/renderInApp';
import { FreshnessChip } from './FreshnessChip';

const fresh: Freshness = {
  sourceId: 'aws-rds',
  sourceTitle: 'Amazon RDS',
  scopeId: '111122223333/eu-west-1',
  scopeTitle: 'production eu-west-1',
  cadence: 'PT5M',
  lastSuccessAt: '2026-11-20T09:58:00.000Z',
  lastAttemptAt: '2026-11-20T09:58:00.000Z',
  nextRunAt: '2026-11-20T10:03:00.000Z',
  failure: null,
};

describe('FreshnessChip', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: new Date('2026-11-20T10:00:00Z') });
  });
  afterEach(() => jest.useRealTimers());

  it('says the age, and source and next run on focus', async () => {
    const user = userEvent.setup({ advanceTimers: jest.advanceTimersByTime });
    await renderInApp(<FreshnessChip freshness={fresh} />);
    expect(screen.getByText('2 min ago')).toHaveAttribute(
      'datetime',
      fresh.lastSuccessAt,
    );
    await user.tab();
    const tip = await screen.findByRole('tooltip');
    expect(tip).toHaveTextContent('Amazon RDS · production eu-west-1');
    expect(tip).toHaveTextContent('Next run');
  });

  it('turns to unknown after two cadences, not before, and says why', async () => {
    await renderInApp(<FreshnessChip freshness={fresh} />);
    act(() => {
      jest.advanceTimersByTime(7 * 60_000);
    });
    expect(screen.getByText('9 min ago')).toBeInTheDocument();
    act(() => {
      jest.advanceTimersByTime(70_000);
    });
    expect(screen.getByText(/10 min.* old/)).toBeInTheDocument();
    expect(
      screen.getByText(/no reading has finished since/),
    ).toBeInTheDocument();
    expect(screen.queryByText(/ago$/)).not.toBeInTheDocument();
  });

  it('is unknown when it was never read', async () => {
    const never = { ...fresh, lastSuccessAt: null, lastAttemptAt: null };
    await renderInApp(<FreshnessChip freshness={never} />);
    expect(screen.getByText('never read').parentElement).toHaveTextContent(
      'never read (unknown)',
    );
  });
});

it.each(['light', 'dark'] as const)(
  'has no accessibility violation, %s theme',
  async theme => {
    const { container } = await renderInApp(
      <FreshnessChip freshness={fresh} />,
      { theme },
    );
    expect(await axeViolations(container)).toEqual([]);
  },
);
