import { fireAlert } from './clouds';
import { expect, test } from './portal';

test('an alert opens an incident, and an operator carries it through', async ({
  portal,
  request,
}) => {
  const { page } = portal;
  await fireAlert(
    request,
    {
      alertname: 'ListingsDown',
      service: 'boat-listings',
      environment: 'production',
      severity: 'critical',
    },
    { summary: 'Listings cannot be opened' },
  );
  await portal.signIn('Olga');
  await portal.openTab('boat-listings', 'incidents');
  const incident = page.getByRole('article', {
    name: /Listings cannot be opened/,
  });
  await expect(incident).toBeVisible({ timeout: 60_000 });
  await expect(incident.getByText(/target 15 min/)).toBeVisible();
  await portal.expectAccessible();
  await portal.picture('incidents');

  await incident.getByRole('button', { name: /^Acknowledge INC-/ }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Acknowledge INC-/ })
    .click();
  await expect(incident.getByText(/commander olga\.operator/)).toBeVisible();

  await incident.getByRole('button', { name: /^Timeline of INC-/ }).click();
  const drawer = page.getByRole('dialog');
  await expect(drawer.getByText(/detected → acknowledged/)).toBeVisible();
  await expect(drawer.getByText('What changed before it began')).toBeVisible();
  await drawer
    .getByLabel('Note for the timeline')
    .fill('The gateway answers again');
  await drawer.getByRole('button', { name: 'Add note' }).click();
  await expect(
    drawer
      .getByRole('region', { name: /Timeline/ })
      .getByText('The gateway answers again'),
  ).toBeVisible();
  await page.keyboard.press('Escape');

  await incident.getByRole('button', { name: /^Resolve INC-/ }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Resolve INC-/ })
    .click();
  await expect(incident).toHaveCount(0);
  await expect(
    page
      .getByRole('table', { name: 'Past incidents' })
      .getByText('Listings cannot be opened'),
  ).toBeVisible();
});

test('who does not own a service may look at its incidents but not declare one', async ({
  portal,
}) => {
  const { page } = portal;
  await portal.signIn('Dana');
  await portal.openTab('boat-listings', 'incidents');
  await expect(page.getByRole('heading', { name: 'Alerts now' })).toBeVisible();
  await expect(
    page.getByRole('button', { name: 'Declare an incident' }),
  ).toHaveCount(0);
  await portal.openTab('hopngo', 'incidents');
  await expect(
    page.getByRole('button', { name: 'Declare an incident' }),
  ).toBeVisible();
});

test('who may not read incidents is told so', async ({ portal }) => {
  await portal.signIn('Vera');
  await portal.openTab('boat-listings', 'incidents');
  await portal.expectDenied('opsdeck.incidents.read');
});

test.describe('on a phone, in the dark', () => {
  test.use({ phone: true, dark: true });
  test('the tab fits and stays accessible', async ({ portal }) => {
    await portal.signIn('Olga');
    await portal.openTab('catalogue-pipeline', 'incidents');
    await expect(
      portal.page.getByRole('heading', { name: 'Alerts now' }),
    ).toBeVisible();
    await portal.expectNoSidewaysScroll();
    await portal.expectAccessible();
    await portal.picture('incidents-phone-dark');
  });
});
