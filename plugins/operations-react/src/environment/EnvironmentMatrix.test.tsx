import { Environment } from '@opsdeck/backstage-plugin-operations-common';
import { screen, within } from '@testing-library/react';
import { axeViolations } from '../testing/axe';
import { renderInApp } from '../__testUtils__/renderInApp';
import { VerdictChip } from '../verdict/VerdictChip';
import { EnvironmentMatrix } from './EnvironmentMatrix';

const environments: Environment[] = [
  { id: 'prod', title: 'Production', tier: 'production', order: 3 },
  {
    id: 'staging',
    title: 'Staging',
    tier: 'staging',
    order: 2,
    dataClass: 'anonymised production data',
  },
];

const versions: Record<string, string> = { prod: '1.42.0' };

it.each(['light', 'dark'] as const)(
  'shows environments in order, %s theme',
  async theme => {
    const { container } = await renderInApp(
      <EnvironmentMatrix
        label="What runs where"
        environments={environments}
        rows={[
          { id: 'version', label: 'version', cell: ({ id }) => versions[id] },
          {
            id: 'health',
            label: 'health',
            cell: () => <VerdictChip verdict="met" />,
          },
        ]}
      />,
      { theme },
    );
    const table = screen.getByRole('table', { name: 'What runs where' });
    const heads = within(table).getAllByRole('columnheader');
    expect(heads.map(head => head.textContent)).toEqual([
      'Staginganonymised production data',
      'Production',
    ]);
    const row = screen.getByRole('row', { name: /version/ });
    const cells = within(row).getAllByRole('cell');
    expect(cells.map(cell => cell.textContent)).toEqual(['—none', '1.42.0']);
    expect(await axeViolations(container)).toEqual([]);
  },
);

it('can be scrolled by keyboard', async () => {
  await renderInApp(
    <EnvironmentMatrix label="Matrix" environments={environments} rows={[]} />,
  );
  expect(screen.getByRole('region', { name: 'Matrix' })).toHaveAttribute(
    'tabIndex',
    '0',
  );
});
