import { screen } from '@testing-library/react';
import { renderInApp } from '../__testUtils__/renderInApp';
import { TwoLines } from './TwoLines';

it('shows a name and what it belongs to', async () => {
  await renderInApp(<TwoLines first="orders-db" second="PostgreSQL" />);
  expect(screen.getByText('orders-db')).toBeVisible();
  expect(screen.getByText('PostgreSQL')).toBeVisible();
});

it.each([undefined, '', null, false])(
  'leaves no empty line where there is no second one (%j)',
  async second => {
    await renderInApp(<TwoLines first="orders-db" second={second} />);
    expect(screen.getByText('orders-db').nextSibling).toBeNull();
  },
);
