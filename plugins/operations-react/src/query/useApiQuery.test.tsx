import { createApiRef } from '@backstage/core-plugin-api';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { renderInApp } from '../__testUtils__/renderInApp';
import { responseError } from '../testing/responseError';
import { createOpsdeckQueryClient, sharedQueryClient } from './queryClient';
import { useApiMutation } from './useApiMutation';
import { useApiQuery, useEntityQuery } from './useApiQuery';

interface CounterApi {
  read(what: string, signal: AbortSignal): Promise<string>;
  write(what: string): Promise<void>;
}

const counterApiRef = createApiRef<CounterApi>({ id: 'test.counter' });

function entity(name: string) {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name },
  };
}

function Reader({ page }: { page: number }) {
  const { data, error, isPlaceholderData } = useEntityQuery({
    api: counterApiRef,
    name: ['list', page],
    query: (api, { entityRef, signal }) =>
      api.read(`${entityRef} page ${page}`, signal),
  });
  if (error) return <p>failed</p>;
  if (data === undefined) return <p>loading</p>;
  return <p>{`${data}${isPlaceholderData ? ' (previous)' : ''}`}</p>;
}

function Pager() {
  const [page, setPage] = useState(1);
  const [name, setName] = useState('orders');
  return (
    <EntityProvider entity={entity(name)}>
      <Reader page={page} />
      <button onClick={() => setPage(page + 1)}>next page</button>
      <button onClick={() => setName('payments')}>other entity</button>
    </EntityProvider>
  );
}

function render(element: JSX.Element, api: Partial<CounterApi>) {
  return renderInApp(element, { apis: [[counterApiRef, api]] });
}

const forever = () => new Promise<string>(() => {});

describe('useEntityQuery', () => {
  it('asks about the entity of the page', async () => {
    await render(<Reader page={1} />, { read: async what => what });
    expect(
      await screen.findByText('component:default/orders page 1'),
    ).toBeInTheDocument();
  });

  it('keeps the answer while a parameter changes, never across entities', async () => {
    const read = jest.fn(forever).mockResolvedValueOnce('first');
    await render(<Pager />, { read });
    expect(await screen.findByText('first')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'next page' }));
    expect(screen.getByText('first (previous)')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'other entity' }));
    expect(screen.getByText('loading')).toBeInTheDocument();
  });

  it('aborts what nobody waits for any more', async () => {
    let signal: AbortSignal | undefined;
    const read = (_what: string, given: AbortSignal) => {
      signal = given;
      return forever();
    };
    const { unmount } = await render(<Reader page={1} />, { read });
    await waitFor(() => expect(signal?.aborted).toBe(false));
    unmount();
    expect(signal?.aborted).toBe(true);
  });

  it('does not insist on a refused request', async () => {
    const read = jest
      .fn()
      .mockRejectedValue(await responseError(403, 'NotAllowedError', 'no'));
    await render(<Reader page={1} />, { read });
    expect(await screen.findByText('failed')).toBeInTheDocument();
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('tries once more after a fault', async () => {
    const fault = await responseError(503, 'Error', 'busy');
    const read = jest.fn().mockRejectedValueOnce(fault);
    await render(<Reader page={1} />, {
      read: read.mockResolvedValue('there'),
    });
    expect(
      await screen.findByText('there', {}, { timeout: 3_000 }),
    ).toBeInTheDocument();
    expect(read).toHaveBeenCalledTimes(2);
  });
});

function Writer() {
  const { data } = useApiQuery({
    api: counterApiRef,
    name: ['count'],
    query: (api, { signal }) => api.read('count', signal),
  });
  const write = useApiMutation({
    api: counterApiRef,
    mutate: (api, what: string) => api.write(what),
  });
  return (
    <>
      <p>{`count ${data}`}</p>
      <button onClick={() => write.mutate('one')}>write</button>
      {write.error && <p role="alert">{write.error.message}</p>}
    </>
  );
}

describe('useApiMutation', () => {
  it('reads anew what the write has changed', async () => {
    let count = 0;
    await render(<Writer />, {
      read: async () => String(count),
      write: async () => {
        count += 1;
      },
    });
    expect(await screen.findByText('count 0')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'write' }));
    expect(await screen.findByText('count 1')).toBeInTheDocument();
  });

  it('tries a write once and shows why it failed', async () => {
    const write = jest.fn().mockRejectedValue(new Error('frozen'));
    await render(<Writer />, { read: async () => '0', write });
    await userEvent.click(screen.getByRole('button', { name: 'write' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('frozen');
    expect(write).toHaveBeenCalledTimes(1);
  });
});

it('has one client per page', async () => {
  expect(sharedQueryClient()).toBe(sharedQueryClient());
  expect(createOpsdeckQueryClient()).not.toBe(sharedQueryClient());
});
