import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axeViolations } from '../testing/axe';
import { mockClipboard } from '../__testUtils__/clipboard';
import { renderInApp } from '../__testUtils__/renderInApp';
import { SetupCard } from './SetupCard';

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'orders' },
};

describe('SetupCard', () => {
  it('says what to paste for this entity and copies it', async () => {
    const user = userEvent.setup();
    const writeText = mockClipboard();
    const { container } = await renderInApp(
      <SetupCard
        entity={entity}
        title="No backups are declared"
        annotations={{ 'opsdeck.io/rpo': 'PT1H' }}
        docsHref="/docs/backups"
        nearMatches={[
          {
            title: 'RDS instance orders',
            reason: 'no entity names its ARN',
            href: '/sources',
          },
        ]}
      >
        This tab shows how much would be lost.
      </SetupCard>,
    );
    expect(
      screen.getByRole('heading', { name: 'No backups are declared' }),
    ).toBeInTheDocument();
    const yaml = screen.getByRole('region', { name: /catalog-info.yaml/ });
    expect(yaml).toHaveTextContent('name: orders');
    expect(
      screen.getByRole('link', { name: 'RDS instance orders' }),
    ).toHaveAttribute('href', '/sources');
    expect(
      screen.getByRole('link', { name: 'How to set this up' }),
    ).toHaveAttribute('href', '/docs/backups');
    await user.click(screen.getByRole('button', { name: 'Copy' }));
    expect(writeText).toHaveBeenCalledWith(yaml.textContent);
    expect(screen.getByRole('status')).toHaveTextContent(
      'Copied to the clipboard',
    );
    expect(await axeViolations(container)).toEqual([]);
  });

  it('takes YAML of another file', async () => {
    await renderInApp(
      <SetupCard
        entity={entity}
        title="No SLOs"
        yaml={'apiVersion: openslo/v1\n'}
        file="slos/availability.yaml"
      >
        Promises.
      </SetupCard>,
    );
    expect(
      screen.getByRole('region', { name: /slos\/availability.yaml/ }),
    ).toHaveTextContent('apiVersion: openslo/v1');
  });

  it('offers nothing to copy when there is nothing to paste', async () => {
    await renderInApp(
      <SetupCard entity={entity} title="Nothing yet">
        Ask an admin.
      </SetupCard>,
    );
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });
});
