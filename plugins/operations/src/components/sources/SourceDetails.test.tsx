import { screen, within } from '@testing-library/react';
import { entitiesApi } from '../../__testUtils__/entities';
import { operationsApi } from '../../__testUtils__/fixtures';
import { renderOperations } from '../../__testUtils__/renderOperations';

// In a file of its own: decisions on permissions are cached per page.
describe('the details of a source', () => {
  it('tell those who may not run it what they would need', async () => {
    const entities = entitiesApi();
    renderOperations({
      entities,
      api: operationsApi(),
      path: '/operations/sources?source=backups+aws-rds+eu-west-1',
      mayRun: false,
    });
    const drawer = await screen.findByRole('dialog');
    expect(
      await within(drawer).findByText(
        /needs the permission opsdeck.sources.run/,
      ),
    ).toBeVisible();
    expect(
      within(drawer).queryByRole('button', { name: /^Read / }),
    ).not.toBeInTheDocument();
    // Nor is anything asked that only administrators may know.
    expect(entities.get).not.toHaveBeenCalled();
  });
});
