import { APIRequestContext } from '@playwright/test';
import { Portal, expect, test } from './portal';

test('the fleet shows the worst first and leads to its tab', async ({
  portal,
}) => {
  const { page } = portal;
  await portal.signIn('Sam');
  await page.getByRole('link', { name: 'Operations' }).click();
  await expect(page.getByText(/services? needs? attention/)).toBeVisible();
  const table = page.getByRole('table', { name: 'Services' });
  await expect(table.getByRole('row')).toHaveCount(6);
  await portal.expectAccessible();
  await portal.picture('fleet');
  await table
    .getByRole('link', { name: /Backups: breached.*markethub-db/ })
    .click();
  await expect(page).toHaveURL(/markethub-mobile\/backups/);
});

test('every source says when it was read and what it needs', async ({
  portal,
}) => {
  const { page } = portal;
  await portal.signIn('Ada');
  await page.goto('/operations/sources');
  const table = page.getByRole('table', { name: 'Data sources' });
  await expect(
    table.getByRole('row', { name: /Amazon RDS.*production us-east-1/ }),
  ).toBeVisible();
  await portal.expectAccessible();
  await portal.picture('sources');
  await table
    .getByRole('row', { name: /Amazon RDS.*production us-east-1/ })
    .click();
  const drawer = page.getByRole('dialog');
  await drawer
    .getByRole('button', { name: 'What it needs at the provider' })
    .click();
  await expect(
    drawer.getByText('rds:DescribeDBInstances', { exact: true }),
  ).toBeVisible();
  await drawer.getByRole('button', { name: /^What is bound/ }).click();
  await expect(
    drawer.getByRole('link', { name: /markethub-db/ }).first(),
  ).toBeVisible();
  await expect(page).toHaveURL(/show=bindings/);
  await portal.expectAccessible('[role="dialog"]');
  await portal.picture('source');
  await portal.escape(drawer);
  // Read once a minute here: a scope that was read just now wants a pause.
  await table.getByRole('row', { name: /SLO files/ }).click();
  await expect(async () => {
    await drawer.getByRole('button', { name: /Read .* now/ }).click();
    await expect(drawer.getByText(/Asked for/)).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 40_000 });
});

test('a delivery that cannot be read is shown, and processed again', async ({
  portal,
  request,
}) => {
  await portal.signIn('Ada');
  await sendUnreadable(request, 'once');
  const { drawer, again } = await openDelivery(portal, 'once');
  await portal.expectAccessible('[role="dialog"]');
  await again.click();
  await expect(
    drawer.getByText('0 processed, 1 refused again: The body is no JSON.'),
  ).toBeVisible();
});

test('a visitor sees no row, no count and no source', async ({ portal }) => {
  const { page } = portal;
  await portal.signIn('Vera');
  await page.goto('/operations/fleet');
  await portal.expectDenied('opsdeck.operations.read');
  await page.goto('/operations/sources');
  await portal.expectDenied('opsdeck.sources.read');
});

test.describe('on a phone, in the dark', () => {
  test.use({ phone: true, dark: true });
  test('fleet and sources fit and stay accessible', async ({ portal }) => {
    const { page } = portal;
    await portal.signIn('Ada');
    await page.goto('/operations/fleet');
    await expect(page.getByText(/services? needs? attention/)).toBeVisible();
    await portal.expectNoSidewaysScroll();
    await portal.expectAccessible();
    await portal.picture('fleet-phone-dark');
    await page.goto('/operations/sources');
    await expect(page.getByText(/Amazon RDS/).first()).toBeVisible();
    await portal.expectNoSidewaysScroll();
    await portal.expectAccessible();
    await portal.picture('sources-phone-dark');
  });

  test('a delivery that cannot be read fits', async ({ portal, request }) => {
    await portal.signIn('Ada');
    await sendUnreadable(request, 'on a phone');
    await openDelivery(portal, 'on a phone');
    await portal.expectNoSidewaysScroll();
    await portal.expectAccessible('[role="dialog"]');
  });
});

/** Sends what is no JSON, as a sender with the right token. */
async function sendUnreadable(request: APIRequestContext, text: string) {
  const answer = await request.post(
    `${process.env.OPSDECK_E2E_BACKEND}/api/incidents/webhooks/alertmanager/main`,
    {
      headers: { Authorization: 'Bearer demo-alertmanager-webhook' },
      data: Buffer.from(`unreadable ${text}, password=hunter2`),
    },
  );
  expect(answer.status()).toBe(202);
}

/** Opens a delivery that was set aside, from the Sources page on. */
async function openDelivery({ page }: Portal, text: string) {
  await page.goto('/operations/sources');
  await page
    .getByRole('button', { name: /^Open Webhooks of alertmanager/ })
    .click();
  const drawer = page.getByRole('dialog');
  await expect(drawer.getByText('no limit set')).toBeVisible();
  await drawer
    .getByRole('button', { name: /^Deliveries that could not be processed/ })
    .click();
  await drawer
    .getByRole('button', { name: new RegExp(`^Open unreadable ${text}`) })
    .click();
  await expect(drawer.getByLabel('Payload, secrets taken out')).toHaveText(
    `unreadable ${text}, password=[redacted]`,
  );
  return {
    drawer,
    again: drawer.getByRole('button', { name: 'Process it again' }),
  };
}
