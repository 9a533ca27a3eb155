import { screen } from '@testing-library/react';
import { axeViolations } from '../testing/axe';
import { renderInApp } from '../__testUtils__/renderInApp';
import { BudgetGauge, BudgetGaugeProps } from './BudgetGauge';

async function renderGauge(props: Partial<BudgetGaugeProps>) {
  const { container } = await renderInApp(
    <BudgetGauge
      label="Error budget of availability"
      remaining={0.31}
      verdict="at-risk"
      {...props}
    />,
  );
  const meter = screen.getByRole('meter', {
    name: 'Error budget of availability',
  });
  const bar = meter.firstElementChild as HTMLElement;
  return { container, meter, bar };
}

describe('BudgetGauge', () => {
  it('says what its bar shows', async () => {
    const { container, meter, bar } = await renderGauge({ detail: '13 min' });
    expect(meter).toHaveAttribute('aria-valuenow', '31');
    expect(meter).toHaveAttribute('aria-valuetext', '31 % left · 13 min');
    expect(screen.getByText('31 % left · 13 min')).toBeVisible();
    expect(bar.style.width).toBe('31%');
    expect(await axeViolations(container)).toEqual([]);
  });

  it('tells overspent from empty', async () => {
    const { meter, bar } = await renderGauge({ remaining: -0.12 });
    expect(screen.getByText('12 % overspent')).toBeVisible();
    expect(meter).toHaveAttribute('aria-valuenow', '0');
    expect(bar.style.width).toBe('100%');
  });

  it('does not invent a figure', async () => {
    const { bar } = await renderGauge({ remaining: null, verdict: 'unknown' });
    expect(screen.getByText('no data')).toBeVisible();
    expect(bar.style.width).toBe('0%');
  });
});
