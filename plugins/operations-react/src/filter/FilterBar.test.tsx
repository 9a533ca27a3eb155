import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInApp } from '../__testUtils__/renderInApp';
import { axeViolations } from '../testing/axe';
import { FilterBar } from './FilterBar';
import { ANY, FilterSelect } from './FilterSelect';

const options = [
  { value: 'staging', title: 'Staging' },
  { value: 'production', title: 'Production' },
];

function render(value: string, onChange = jest.fn(), onReset?: () => void) {
  return renderInApp(
    <FilterBar label="Filter deployments" onReset={onReset}>
      <FilterSelect
        label="Environment"
        value={value}
        onChange={onChange}
        options={options}
      />
    </FilterBar>,
  );
}

it('chooses one or all, with the keyboard too', async () => {
  const onChange = jest.fn();
  const { container } = await render(ANY, onChange);
  const select = screen.getByRole('combobox', { name: 'Environment' });
  expect(select).toHaveDisplayValue('all');
  await userEvent.selectOptions(select, 'Production');
  expect(onChange).toHaveBeenLastCalledWith('production');
  expect(
    screen.queryByRole('button', { name: 'Reset filters' }),
  ).not.toBeInTheDocument();
  expect(await axeViolations(container)).toEqual([]);
});

it('shows a value of the URL that is not offered, and lets it go', async () => {
  const onChange = jest.fn();
  await render('gone', onChange);
  const select = screen.getByRole('combobox', { name: 'Environment' });
  expect(select).toHaveDisplayValue('gone');
  await userEvent.selectOptions(select, 'all');
  expect(onChange).toHaveBeenLastCalledWith(ANY);
});

it('offers to take all back', async () => {
  const onReset = jest.fn();
  await render('staging', undefined, onReset);
  await userEvent.click(screen.getByRole('button', { name: 'Reset filters' }));
  expect(onReset).toHaveBeenCalledTimes(1);
});
