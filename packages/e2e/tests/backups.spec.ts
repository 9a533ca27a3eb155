import { expect, test } from './portal';

test('a service owner sees how much would be lost, and why', async ({
  portal,
}) => {
  const { page } = portal;
  await portal.signIn('Sam');
  await portal.openTab('markethub-mobile', 'backups');
  await expect(
    page.getByText(/markethub-db would lose .* \(allowed 5 min\)/),
  ).toBeVisible();
  await expect(
    page.getByText(/Amazon RDS · production us-east-1/),
  ).toBeVisible();
  await portal.expectAccessible();
  await portal.picture('backups');

  await page.getByRole('row', { name: /markethub-db/ }).click();
  const drawer = page.getByRole('dialog');
  await expect(
    drawer.getByText(/Point-in-time recovery (stands|has stood)/),
  ).toBeVisible();
  await expect(drawer.getByText(/kept for 7 days/)).toBeVisible();
  await expect(
    drawer.getByRole('table', { name: 'Recovery points' }),
  ).toBeVisible();
  await expect(page).toHaveURL(/resource=/);
  await page.keyboard.press('Escape');
  await expect(drawer).toHaveCount(0);
});

test('who may not read backups is told so, and nothing else', async ({
  portal,
}) => {
  const { page } = portal;
  await portal.signIn('Vera');
  await portal.openTab('markethub-mobile', 'backups');
  await portal.expectDenied('opsdeck.backups.read');
  await expect(page.getByText(/markethub-db/)).toHaveCount(0);
});

test.describe('on a phone, in the dark', () => {
  test.use({ phone: true, dark: true });
  test('the tab fits and stays accessible', async ({ portal }) => {
    await portal.signIn('Sam');
    await portal.openTab('markethub-mobile', 'backups');
    await expect(
      portal.page.getByText(/markethub-db would lose/),
    ).toBeVisible();
    await portal.expectNoSidewaysScroll();
    await portal.expectAccessible();
    await portal.picture('backups-phone-dark');
  });
});
