import { act, screen } from '@testing-library/react';
import Button from '@material-ui/core/Button';
import { axeViolations } from '../testing/axe';
import { renderInApp } from '../__testUtils__/renderInApp';
import { EmptyState } from './EmptyState';
import { LoadingSkeleton } from './LoadingSkeleton';

it('says what is loading and how far it is', async () => {
  const { container } = await renderInApp(
    <LoadingSkeleton
      what="deployments"
      layout={[
        { kind: 'headline' },
        { kind: 'cards', count: 2 },
        { kind: 'chart' },
        { kind: 'table', rows: 2, columns: 3 },
      ]}
      progress={{ done: 120, total: 400 }}
    />,
  );
  expect(screen.getByRole('status')).toHaveTextContent(
    'Loading deployments: 120 of 400',
  );
  expect(screen.getByRole('progressbar')).toHaveAttribute(
    'aria-valuenow',
    '30',
  );
  expect(container.querySelectorAll('[class*=MuiSkeleton-root]')).toHaveLength(
    10,
  );
  expect(await axeViolations(container)).toEqual([]);
});

it('tells a wait in words after a second, without moving anything', async () => {
  jest.useFakeTimers();
  try {
    await renderInApp(<LoadingSkeleton what="deployments" />);
    const line = screen.getByRole('status').firstElementChild!;
    const height = getComputedStyle(line).minHeight;
    act(() => {
      jest.advanceTimersByTime(900);
    });
    expect(line).toHaveTextContent('Loading deployments');
    expect(screen.getByText('Loading deployments')).not.toBe(line);
    act(() => {
      jest.advanceTimersByTime(200);
    });
    expect(screen.getByText('Still loading deployments')).toBe(line);
    expect(getComputedStyle(line).minHeight).toBe(height);
    expect(height).toBe('24px');
  } finally {
    jest.useRealTimers();
  }
});

it('EmptyState says why and offers a way on', async () => {
  const { container } = await renderInApp(
    <EmptyState
      title="No deployments match these filters"
      description="Filters: production, failed"
      action={<Button>Reset filters</Button>}
    />,
  );
  expect(screen.getByRole('status')).toHaveTextContent(
    'No deployments match these filters',
  );
  expect(
    screen.getByRole('button', { name: 'Reset filters' }),
  ).toBeInTheDocument();
  expect(await axeViolations(container)).toEqual([]);
});
