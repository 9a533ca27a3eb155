import { expect, test } from './portal';

test('a service owner sees what is left of the budget and how it went', async ({
  portal,
}) => {
  const { page } = portal;
  await portal.signIn('Sam');
  await portal.openTab('catalogue-pipeline', 'slos');
  await expect(page.getByText(/objectives? (is|are) met/)).toBeVisible();
  const table = page.getByRole('table', { name: 'Service level objectives' });
  await expect(
    table.getByText(/% (left|overspent)|overspent/).first(),
  ).toBeVisible();
  await expect(page.getByText(/^Prometheus · /)).toBeVisible();
  await portal.expectAccessible();
  await portal.picture('slos');

  await table.getByRole('row', { name: /Imports succeed/ }).click();
  const drawer = page.getByRole('dialog');
  await expect(
    drawer.getByText('Error budget', { exact: true }).first(),
  ).toBeVisible();
  await expect(drawer.getByRole('region', { name: 'Over time' })).toBeVisible();
  await expect(drawer.getByText(/slos\.yaml/).first()).toBeVisible();
});

test('who may not read SLOs is told so', async ({ portal }) => {
  await portal.signIn('Vera');
  await portal.openTab('catalogue-pipeline', 'slos');
  await portal.expectDenied('opsdeck.slos.read');
});

test.describe('on a phone, in the dark', () => {
  test.use({ phone: true, dark: true });
  test('the tab fits and stays accessible', async ({ portal }) => {
    await portal.signIn('Sam');
    await portal.openTab('saas-platform', 'slos');
    await expect(
      portal.page.getByText(/objectives? (is|are) met/),
    ).toBeVisible();
    await portal.expectNoSidewaysScroll();
    await portal.expectAccessible();
    await portal.picture('slos-phone-dark');
  });
});
