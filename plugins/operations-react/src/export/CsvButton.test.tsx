import { errorApiRef } from '@backstage/core-plugin-api';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInApp } from '../__testUtils__/renderInApp';
import { CsvButton } from './CsvButton';

const columns = [{ title: 'Name', value: (row: { name: string }) => row.name }];

describe('CsvButton', () => {
  const saved: { name: string; blob: Blob }[] = [];

  beforeEach(() => {
    saved.length = 0;
    let blob: Blob;
    URL.createObjectURL = jest.fn(given => {
      blob = given as Blob;
      return 'blob:test';
    });
    URL.revokeObjectURL = jest.fn();
    jest
      .spyOn(HTMLAnchorElement.prototype, 'click')
      .mockImplementation(function click(this: HTMLAnchorElement) {
        saved.push({ name: this.download, blob });
      });
  });
  afterEach(() => jest.restoreAllMocks());

  it('saves the rows under a safe name', async () => {
    await renderInApp(
      <CsvButton
        fileName="deployments of ../orders"
        columns={columns}
        rows={[{ name: 'é' }]}
      />,
    );
    await userEvent.click(screen.getByRole('button', { name: 'Export CSV' }));
    expect(saved).toHaveLength(1);
    expect(saved[0].name).toBe('deployments-of-..-orders.csv');
    // BOM (3 bytes), "Name" CRLF, "é" (2 bytes) CRLF.
    expect(saved[0].blob.size).toBe(3 + 6 + 4);
    await waitFor(() => expect(URL.revokeObjectURL).toHaveBeenCalled());
  });

  it('fetches all rows first, and says when that failed', async () => {
    const post = jest.fn();
    const rows = jest
      .fn()
      .mockRejectedValueOnce(new Error('gone'))
      .mockResolvedValue([{ name: 'orders' }]);
    await renderInApp(
      <CsvButton fileName="x" columns={columns} rows={rows} />,
      { apis: [[errorApiRef, { post, error$: jest.fn() }]] },
    );
    const button = screen.getByRole('button', { name: 'Export CSV' });
    await userEvent.click(button);
    expect(post.mock.calls[0][0].message).toBe('Could not export: gone');
    expect(saved).toHaveLength(0);
    await userEvent.click(button);
    await waitFor(() => expect(saved).toHaveLength(1));
  });
});
