import { Freshness } from '@opsdeck/backstage-plugin-operations-common';
import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axeViolations } from '../testing/axe';
import { renderInApp } from '../__testUtils__/renderInApp';
import { FreshnessLine } from './FreshnessLine';
import { FreshnessList } from './FreshnessList';
import { staleReason } from './freshnessText';
import { englishOf } from '../testing/translations';
import { operationsReactTranslationRef } from '../translation/operationsReactTranslationRef';

const t = englishOf(operationsReactTranslationRef);

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
const refused: Freshness = {
  ...fresh,
  failure: {
    kind: 'unauthorized',
    message: '401: needs rds:DescribeDBInstances',
    at: '2026-11-20T09:59:00.000Z',
  },
};

describe('FreshnessLine', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: new Date('2026-11-20T10:00:00Z') });
  });
  afterEach(() => jest.useRealTimers());

  it('names source, scope and age', async () => {
    await renderInApp(<FreshnessLine freshness={fresh} />);
    expect(
      screen.getByText(/Amazon RDS · production eu-west-1/),
    ).toHaveTextContent('Amazon RDS · production eu-west-1 · 2 min ago');
    expect(screen.queryByText('stale')).not.toBeInTheDocument();
  });

  it('turns to unknown by the passing of time, after two cadences', async () => {
    await renderInApp(<FreshnessLine freshness={fresh} />);
    act(() => {
      jest.advanceTimersByTime(8 * 60_000);
    });
    expect(screen.getByText('stale').parentElement).toHaveTextContent(
      'stale (unknown)',
    );
    expect(screen.getByText(/expected every 5 min/)).toHaveTextContent(
      'last read 10 min ago, expected every 5 min: no reading has finished since',
    );
  });

  it('says that the last attempt failed while the figures still hold', async () => {
    await renderInApp(<FreshnessLine freshness={refused} />);
    expect(screen.getByText(/the last attempt failed/)).toBeInTheDocument();
    expect(screen.queryByText('stale')).not.toBeInTheDocument();
  });

  it('shows instants, next run and last error on focus', async () => {
    const user = userEvent.setup({ advanceTimers: jest.advanceTimersByTime });
    await renderInApp(<FreshnessLine freshness={refused} />);
    await user.tab();
    const tooltip = await screen.findByRole('tooltip');
    expect(tooltip).toHaveTextContent('09:58:00');
    expect(tooltip).toHaveTextContent('Next run');
    expect(tooltip).toHaveTextContent('401: needs rds:DescribeDBInstances');
  });
});

describe('staleReason', () => {
  const now = new Date('2026-11-20T10:20:00Z');

  it.each<[string, Freshness, string]>([
    [
      'late without a failure',
      fresh,
      'last read 22 min ago, expected every 5 min: no reading has finished since',
    ],
    [
      'late because it was refused',
      refused,
      'last read 22 min ago, expected every 5 min: the credentials were refused',
    ],
    [
      'never read',
      { ...fresh, lastSuccessAt: null },
      'not read yet: the first reading is under way or due',
    ],
    [
      'never read because it was refused',
      { ...refused, lastSuccessAt: null },
      'never read: the credentials were refused',
    ],
  ])('%s', (_case, freshness, reason) => {
    expect(staleReason(freshness, now, t)).toBe(reason);
  });
});

describe('FreshnessList', () => {
  it('lists each source and scope once', async () => {
    const { container } = await renderInApp(
      <FreshnessList
        sources={[fresh, { ...fresh }, { ...fresh, scopeId: 'other' }]}
      />,
    );
    expect(screen.getAllByRole('listitem')).toHaveLength(2);
    expect(await axeViolations(container)).toEqual([]);
  });

  it('is nothing without sources', async () => {
    await renderInApp(<FreshnessList sources={[]} />);
    expect(screen.queryByRole('list')).not.toBeInTheDocument();
  });
});
