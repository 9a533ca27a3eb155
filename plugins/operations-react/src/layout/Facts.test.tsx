import { screen, within } from '@testing-library/react';
import { axeViolations } from '../testing/axe';
import { renderInApp } from '../__testUtils__/renderInApp';
import { Fact, FactSection } from './Facts';

it('lists terms with their values below a heading', async () => {
  const { container } = await renderInApp(
    <>
      <h2>Backup</h2>
      <FactSection title="Last backup">
        <Fact term="Size">41 GiB</Fact>
        <Fact term="Encrypted">yes</Fact>
      </FactSection>
    </>,
  );
  expect(
    screen.getByRole('heading', { level: 3, name: 'Last backup' }),
  ).toBeInTheDocument();
  const terms = screen.getAllByRole('term').map(term => term.textContent);
  expect(terms).toEqual(['Size', 'Encrypted']);
  const [size] = screen.getAllByRole('definition');
  expect(within(size).getByText('41 GiB')).toBeInTheDocument();
  expect(await axeViolations(container)).toEqual([]);
});
