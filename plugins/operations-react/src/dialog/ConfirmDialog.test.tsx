import { NotAllowedError } from '@backstage/errors';
import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { axeViolations } from '../testing/axe';
import { renderInApp } from '../__testUtils__/renderInApp';
import { ConfirmDialog, ConfirmDialogProps } from './ConfirmDialog';

function Page(props: Pick<ConfirmDialogProps, 'onConfirm' | 'reason'>) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button onClick={() => setOpen(true)}>Roll back…</button>
      <ConfirmDialog
        open={open}
        onClose={() => setOpen(false)}
        title="Roll back production?"
        effect="Roll back production to 1.41.3"
        errorContext={{
          what: 'orders',
          permission: 'opsdeck.deployments.rollback',
          whoCan: 'the owners of orders',
        }}
        {...props}
      >
        3 commits are reverted.
      </ConfirmDialog>
    </>
  );
}

async function openDialog() {
  await userEvent.click(screen.getByRole('button', { name: 'Roll back…' }));
  return screen.findByRole('dialog', { name: 'Roll back production?' });
}

const confirm = () =>
  userEvent.click(
    screen.getByRole('button', { name: /^Roll back production to 1.41.3/ }),
  );

describe('ConfirmDialog', () => {
  it.each(['light', 'dark'] as const)(
    'says the consequence and asks why, %s theme',
    async theme => {
      const onConfirm = jest.fn().mockResolvedValue(undefined);
      await renderInApp(<Page onConfirm={onConfirm} reason="required" />, {
        theme,
      });
      const dialog = await openDialog();
      expect(dialog).toHaveTextContent('3 commits are reverted.');
      await confirm();
      expect(onConfirm).not.toHaveBeenCalled();
      const reason = screen.getByRole('textbox', { name: /Reason/ });
      expect(reason).toBeInvalid();
      expect(reason).toHaveAccessibleDescription(/Say why/);
      expect(await axeViolations(dialog)).toEqual([]);

      await userEvent.type(reason, ' error rate 6 % ');
      await confirm();
      expect(onConfirm).toHaveBeenCalledWith('error rate 6 %');
      await waitFor(() => expect(dialog).not.toBeInTheDocument());
    },
  );

  it('cannot be sent twice or left while it is under way', async () => {
    let finish = () => {};
    const onConfirm = jest.fn(
      () =>
        new Promise<void>(resolve => {
          finish = resolve;
        }),
    );
    await renderInApp(<Page onConfirm={onConfirm} />);
    const dialog = await openDialog();
    await confirm();
    const button = screen.getByRole('button', { name: /1.41.3 …/ });
    expect(button).toBeDisabled();
    await userEvent.keyboard('{Escape}');
    expect(dialog).toBeVisible();
    expect(onConfirm).toHaveBeenCalledTimes(1);
    await act(async () => finish());
    await waitFor(() => expect(dialog).not.toBeInTheDocument());
  });

  it('shows a refusal in place and keeps the reason', async () => {
    const onConfirm = jest.fn().mockRejectedValue(new NotAllowedError('no'));
    await renderInApp(<Page onConfirm={onConfirm} reason="optional" />);
    await openDialog();
    const reason = screen.getByRole('textbox', { name: 'Reason (optional)' });
    await userEvent.type(reason, 'why');
    await confirm();
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'You may not roll back production to 1.41.3It needs the permission opsdeck.deployments.rollback. Ask the owners of orders.',
    );
    expect(reason).toHaveValue('why');
  });

  it('starts empty each time', async () => {
    const onConfirm = jest.fn().mockRejectedValue(new Error('busy'));
    await renderInApp(<Page onConfirm={onConfirm} reason="optional" />);
    const dialog = await openDialog();
    await userEvent.type(screen.getByRole('textbox'), 'why');
    await confirm();
    await screen.findByRole('alert');
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(dialog).not.toBeInTheDocument());
    await openDialog();
    expect(screen.getByRole('textbox')).toHaveValue('');
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });
});
