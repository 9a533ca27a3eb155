import { screen } from '@testing-library/react';
import { renderInApp } from '../__testUtils__/renderInApp';
import { axeViolations } from '../testing/axe';
import { VerdictCounts } from './VerdictCounts';

it('counts the worst first, and what is not declared apart', async () => {
  const { container } = await renderInApp(
    <VerdictCounts
      counts={{ met: 1_212, breached: 1, unknown: 0, 'at-risk': 3 }}
      undeclared={7}
    />,
  );
  expect(screen.getAllByRole('listitem').map(item => item.textContent)).toEqual(
    ['1 breached', '3 at risk', '1,212 met', '7 not declared'],
  );
  expect(await axeViolations(container)).toEqual([]);
});
