import { NotAllowedError } from '@backstage/errors';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axeViolations } from '../testing/axe';
import { renderInApp } from '../__testUtils__/renderInApp';
import { ErrorPanel } from './ErrorPanel';

describe.each(['light', 'dark'] as const)('ErrorPanel, %s theme', theme => {
  it('says what happened and offers to try again', async () => {
    const onRetry = jest.fn();
    const { container } = await renderInApp(
      <ErrorPanel
        error={new Error('database is locked')}
        what="the deployments of orders"
        onRetry={onRetry}
      />,
      { theme },
    );
    const alert = screen.getByRole('alert');
    expect(alert).toHaveTextContent('Could not load the deployments of orders');
    expect(alert).toHaveTextContent('database is locked');
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(onRetry).toHaveBeenCalledTimes(1);
    expect(await axeViolations(container)).toEqual([]);
  });

  it('offers no second try where that cannot help', async () => {
    await renderInApp(
      <ErrorPanel
        error={new NotAllowedError('no')}
        what="the deployments of orders"
        permission="opsdeck.deployments.read"
        whoCan="the owners of orders"
        onRetry={() => {}}
      />,
      { theme },
    );
    expect(screen.getByRole('alert')).toHaveTextContent(
      'It needs the permission opsdeck.deployments.read. Ask the owners of orders.',
    );
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });
});
