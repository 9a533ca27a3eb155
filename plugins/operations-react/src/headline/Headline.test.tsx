import Button from '@material-ui/core/Button';
import { screen, within } from '@testing-library/react';
import { axeViolations } from '../testing/axe';
import { renderInApp } from '../__testUtils__/renderInApp';
import { Headline } from './Headline';

describe.each(['light', 'dark'] as const)('Headline, %s theme', theme => {
  it('is a heading that starts with the verdict', async () => {
    const { container } = await renderInApp(
      <Headline verdict="breached" actions={<Button>Start</Button>}>
        orders-db would lose 47 min
      </Headline>,
      { theme },
    );
    const heading = screen.getByRole('heading', { level: 2 });
    expect(heading).toHaveTextContent('orders-db would lose 47 min');
    expect(heading).toContainElement(
      screen.getByRole('img', { name: 'breached' }),
    );
    expect(screen.getByRole('button', { name: 'Start' })).toBeInTheDocument();
    expect(await axeViolations(container)).toEqual([]);
  });
});

it('stays small when all is well', async () => {
  await renderInApp(
    <>
      <Headline verdict="met">All 5 objectives are met.</Headline>
      <Headline verdict="at-risk">1 objective is at risk.</Headline>
    </>,
  );
  const [well, atRisk] = screen.getAllByRole('heading');
  const iconSize = (heading: HTMLElement) =>
    Number(within(heading).getByRole('img').getAttribute('width'));
  expect(iconSize(well)).toBeLessThan(iconSize(atRisk));
});
