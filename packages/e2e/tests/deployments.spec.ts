import { expect, test } from './portal';

test('a developer sees what runs where and opens how it got there', async ({
  portal,
}) => {
  const { page } = portal;
  await portal.signIn('Dana');
  await portal.openTab('hopngo', 'deployments');
  await expect(
    page.getByText(/^Production runs \d+\.\d+\.\d+ for /),
  ).toBeVisible();
  const matrix = page.getByRole('table', { name: 'What runs where' });
  for (const environment of ['Development', 'Staging', 'Production', 'DR']) {
    await expect(
      matrix.getByRole('columnheader', { name: new RegExp(`^${environment}`) }),
    ).toBeVisible();
  }
  await portal.expectAccessible();
  await portal.picture('deployments');

  const list = page.getByRole('table', { name: 'Deployments' });
  const production = list.getByRole('row', { name: /Production/ }).first();
  // One deployment, reported by two sources, is one row.
  await expect(production).toContainText('GitHub opsdeck-demo/hopngo');
  await expect(production).toContainText('Kubernetes prod');
  await production.click();
  const drawer = page.getByRole('dialog');
  await expect(drawer.getByText('What and where')).toBeVisible();
  await portal.escape(drawer);
});

test('filters stay in the link', async ({ portal }) => {
  const { page } = portal;
  await portal.signIn('Dana');
  await page.goto(
    '/catalog/default/component/hopngo/deployments?environment=staging',
  );
  const list = page.getByRole('table', { name: 'Deployments' });
  await expect(
    list.getByRole('row', { name: /Staging/ }).first(),
  ).toBeVisible();
  await expect(list.getByRole('row', { name: /Production/ })).toHaveCount(0);
});

test('who may not read deployments is told so', async ({ portal }) => {
  await portal.signIn('Vera');
  await portal.openTab('hopngo', 'deployments');
  await portal.expectDenied('opsdeck.deployments.read');
});

test.describe('on a phone, in the dark', () => {
  test.use({ phone: true, dark: true });
  test('the tab fits and stays accessible', async ({ portal }) => {
    await portal.signIn('Dana');
    await portal.openTab('hopngo', 'deployments');
    await expect(portal.page.getByText(/^Production runs/)).toBeVisible();
    await portal.expectNoSidewaysScroll();
    await portal.expectAccessible();
    await portal.picture('deployments-phone-dark');
  });
});
