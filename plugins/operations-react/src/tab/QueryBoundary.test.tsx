import { createApiRef } from '@backstage/core-plugin-api';
import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { renderInApp } from '../__testUtils__/renderInApp';
import { EntityQueryOptions, useEntityQuery } from '../query/useApiQuery';
import { axeViolations } from '../testing/axe';
import { refusal } from '../testing/responseError';
import { EntityTab } from './EntityTab';
import { QueryBoundary } from './QueryBoundary';

interface StockApi {
  stockOf: (entityRef: string, item: string) => Promise<string>;
}

const stockApiRef = createApiRef<StockApi>({ id: 'test.stock' });

function Stock(props: { keepPrevious?: boolean }) {
  const [item, setItem] = useState('pears');
  const options: EntityQueryOptions<StockApi, string> = {
    api: stockApiRef,
    name: ['stock', item],
    query: (api, { entityRef }) => api.stockOf(entityRef, item),
  };
  const query = useEntityQuery(options);
  return (
    <>
      <QueryBoundary
        query={query}
        what="the stock"
        permission="stock.read"
        keepPrevious={props.keepPrevious}
      >
        {answer => <p>{answer}</p>}
      </QueryBoundary>
      <button onClick={() => query.refetch()}>ask again</button>
      <button onClick={() => setItem('plums')}>plums</button>
    </>
  );
}

function render(stockOf: StockApi['stockOf'], keepPrevious?: boolean) {
  return renderInApp(<Stock keepPrevious={keepPrevious} />, {
    apis: [[stockApiRef, { stockOf }]],
  });
}

describe('QueryBoundary', () => {
  it('shows the layout to come, then the answer', async () => {
    let answer: (text: string) => void = () => {};
    await render(() => new Promise(resolve => (answer = resolve)));
    expect(screen.getByRole('status')).toHaveTextContent('Loading the stock');
    await act(async () => answer('12 pears'));
    expect(await screen.findByText('12 pears')).toBeVisible();
    expect(screen.queryByRole('status')).not.toBeInTheDocument();
  });

  it('says who was refused what, and offers no second try', async () => {
    const { container } = await render(async () => {
      throw await refusal('no');
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'You may not see the stockIt needs the permission stock.read.',
    );
    expect(
      screen.queryByRole('button', { name: 'Try again' }),
    ).not.toBeInTheDocument();
    expect(screen.queryByRole('status')).not.toBeInTheDocument();
    expect(await axeViolations(container)).toEqual([]);
  });

  it('keeps the answer in sight when asking again fails', async () => {
    const stockOf = jest
      .fn<Promise<string>, [string, string]>()
      .mockResolvedValueOnce('12 pears');
    stockOf.mockImplementation(async () => {
      throw await refusal('not any more');
    });
    await render(stockOf);
    await screen.findByText('12 pears');
    await userEvent.click(screen.getByRole('button', { name: 'ask again' }));
    expect(await screen.findByRole('alert')).toBeVisible();
    expect(screen.getByText('12 pears')).toBeVisible();
  });

  it.each([
    [undefined, true],
    [false, false],
  ])(
    'while another is fetched, keepPrevious %j shows the one before: %j',
    async (keepPrevious, shown) => {
      const stockOf = (_: string, item: string) =>
        item === 'pears'
          ? Promise.resolve('12 pears')
          : new Promise<string>(() => {});
      await render(stockOf, keepPrevious);
      await screen.findByText('12 pears');
      await userEvent.click(screen.getByRole('button', { name: 'plums' }));
      expect(screen.queryAllByText('12 pears')).toHaveLength(shown ? 1 : 0);
    },
  );
});

it('EntityTab asks for the overview of the entity of the page', async () => {
  const stockOf = jest.fn(async (entityRef: string) => `all of ${entityRef}`);
  await renderInApp(
    <EntityTab
      api={stockApiRef}
      query={(api: StockApi, { entityRef }) => api.stockOf(entityRef, 'all')}
      what="the stock"
      permission="stock.read"
    >
      {answer => <p>{answer}</p>}
    </EntityTab>,
    { apis: [[stockApiRef, { stockOf }]] },
  );
  expect(
    await screen.findByText('all of component:default/orders'),
  ).toBeVisible();
});
