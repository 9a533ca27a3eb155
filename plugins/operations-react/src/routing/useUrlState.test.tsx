import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useLocation, useNavigationType } from 'react-router-dom';
import { renderInApp } from '../__testUtils__/renderInApp';
import { useUrlState } from './useUrlState';

const STATUSES = ['all', 'failed'] as const;
const NONE: readonly string[] = [];

function Page() {
  const [status, setStatus] = useUrlState('status', 'all', STATUSES);
  const [environments, setEnvironments] = useUrlState('environment', NONE);
  const location = useLocation();
  const type = useNavigationType();
  return (
    <>
      <output>{`${type} ${location.search}${location.hash}`}</output>
      <p>{`${status}; ${environments.join(', ')}`}</p>
      <button
        onClick={() => {
          setStatus('failed');
          setEnvironments(['staging', 'production']);
        }}
      >
        filter
      </button>
      <button onClick={() => setStatus('all')}>all</button>
    </>
  );
}

describe('useUrlState', () => {
  it('reads what a link says', async () => {
    await renderInApp(<Page />, { route: '/?status=failed&environment=dr' });
    expect(screen.getByText('failed; dr')).toBeInTheDocument();
  });

  it('does not believe a value that does not exist', async () => {
    await renderInApp(<Page />, { route: '/?status=%3Cscript%3E' });
    expect(screen.getByText('all;')).toBeInTheDocument();
  });

  it('keeps two changes made at once, other parameters and the hash', async () => {
    await renderInApp(<Page />, { route: '/?drawer=7#top' });
    await userEvent.click(screen.getByRole('button', { name: 'filter' }));
    expect(screen.getByText('failed; staging, production')).toBeInTheDocument();
    expect(screen.getByRole('status')).toHaveTextContent(
      'REPLACE ?drawer=7&status=failed&environment=staging&environment=production#top',
    );
  });

  it('leaves defaults out', async () => {
    await renderInApp(<Page />, { route: '/?status=failed' });
    await userEvent.click(screen.getByRole('button', { name: 'all' }));
    expect(screen.getByRole('status')).toHaveTextContent(/^REPLACE$/);
  });
});
