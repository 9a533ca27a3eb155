import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useLocation } from 'react-router-dom';
import { axeViolations } from '../testing/axe';
import { mockClipboard } from '../__testUtils__/clipboard';
import { renderInApp } from '../__testUtils__/renderInApp';
import { DetailDrawer } from './DetailDrawer';
import { useDetailDrawer } from './useDetailDrawer';

function Page() {
  const drawer = useDetailDrawer('deployment');
  return (
    <>
      <p>{`search: ${useLocation().search}`}</p>
      <button onClick={() => drawer.open('42')}>details</button>
      <DetailDrawer
        open={drawer.openKey !== undefined}
        onClose={drawer.close}
        title={`Deployment ${drawer.openKey}`}
        actions={<button>Roll back</button>}
      >
        Took 42 min
      </DetailDrawer>
    </>
  );
}

describe('DetailDrawer', () => {
  it('opens by its own link', async () => {
    await renderInApp(<Page />, { route: '/?deployment=7' });
    const dialog = await screen.findByRole('dialog', { name: 'Deployment 7' });
    expect(dialog).toHaveTextContent('Took 42 min');
    expect(await axeViolations(dialog)).toEqual([]);
  });

  it('takes the focus, closes on Escape and gives the focus back', async () => {
    await renderInApp(<Page />);
    const details = screen.getByRole('button', { name: 'details' });
    await userEvent.click(details);
    const dialog = await screen.findByRole('dialog');
    expect(screen.getByText('search: ?deployment=42')).toBeInTheDocument();
    await waitFor(() => expect(dialog).toContainElement(activeElement()));
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(dialog).not.toBeInTheDocument());
    expect(screen.getByText('search:')).toBeInTheDocument();
    expect(details).toHaveFocus();
  });

  it('gives its link away', async () => {
    const user = userEvent.setup();
    const writeText = mockClipboard();
    await renderInApp(<Page />, { route: '/?deployment=7' });
    await user.click(await screen.findByRole('button', { name: 'Copy link' }));
    expect(writeText).toHaveBeenCalledWith(window.location.href);
  });

  it('closes by its button', async () => {
    await renderInApp(<Page />, { route: '/?deployment=7' });
    await userEvent.click(await screen.findByRole('button', { name: 'Close' }));
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
  });
});

function activeElement() {
  return document.activeElement as HTMLElement | null;
}
