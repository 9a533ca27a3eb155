import { errorApiRef } from '@backstage/core-plugin-api';
import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { mockClipboard } from '../__testUtils__/clipboard';
import { renderInApp } from '../__testUtils__/renderInApp';
import { CopyButton } from './CopyButton';

describe('CopyButton', () => {
  afterEach(() => jest.useRealTimers());

  it('copies, says so, and is ready again', async () => {
    jest.useFakeTimers();
    const user = userEvent.setup({ advanceTimers: jest.advanceTimersByTime });
    const writeText = mockClipboard();
    await renderInApp(
      <CopyButton text="kubectl get pods" label="Copy command" />,
    );
    await user.click(screen.getByRole('button', { name: 'Copy command' }));
    expect(writeText).toHaveBeenCalledWith('kubectl get pods');
    expect(
      await screen.findByRole('button', { name: 'Copied' }),
    ).toBeInTheDocument();
    act(() => {
      jest.advanceTimersByTime(2_000);
    });
    expect(
      screen.getByRole('button', { name: 'Copy command' }),
    ).toBeInTheDocument();
  });

  it('says when the browser refuses', async () => {
    const user = userEvent.setup();
    const post = jest.fn();
    await renderInApp(<CopyButton text="x" />, {
      apis: [[errorApiRef, { post, error$: jest.fn() }]],
    });
    mockClipboard().mockRejectedValue(new Error('not focused'));
    await user.click(screen.getByRole('button', { name: 'Copy' }));
    expect(post.mock.calls[0][0].message).toContain('not focused');
    expect(screen.getByRole('button', { name: 'Copy' })).toBeInTheDocument();
  });
});
