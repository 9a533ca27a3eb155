import { expect, test } from './portal';

const WIDTHS = [1280, 360];

for (const dark of [false, true]) {
  test.describe(`the interface kit, ${dark ? 'dark' : 'light'} theme`, () => {
    test.use({ dark });

    for (const width of WIDTHS) {
      test(`every piece is accessible and fits at ${width} px`, async ({
        portal,
      }) => {
        const { page } = portal;
        await page.setViewportSize({ width, height: 900 });
        await portal.signIn('Sam');
        await page.goto('/gallery');
        await expect(
          page.getByRole('heading', { name: 'Verdicts and headline' }),
        ).toBeVisible();
        // The drawing library comes with the first chart.
        await expect(page.locator('.u-over').first()).toBeAttached();
        await portal.expectNoSidewaysScroll();
        await portal.expectAccessible();
        await portal.picture(`gallery-${width}-${dark ? 'dark' : 'light'}`);
      });
    }

    test('dialog and drawer are accessible', async ({ portal }) => {
      const { page } = portal;
      await portal.signIn('Sam');
      await page.goto('/gallery?sample=orders-db');
      const drawer = page.getByRole('dialog', { name: 'orders-db' });
      await expect(drawer.getByText('payments')).toBeVisible();
      await portal.expectAccessible('[role="dialog"]');
      await portal.escape(drawer);

      await page
        .getByRole('button', { name: 'Try it without permission' })
        .click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('button', { name: /^Roll back/ }).click();
      await expect(dialog.getByText(/^Say why/)).toBeVisible();
      await portal.expectAccessible('[role="dialog"]');
      await dialog.getByRole('textbox').fill('to see the refusal');
      await dialog.getByRole('button', { name: /^Roll back/ }).click();
      await expect(dialog.getByRole('alert')).toContainText(
        'Ask the owners of the sample.',
      );
      await portal.expectAccessible('[role="dialog"]');
    });
  });
}

test('links lead to sections, and the keyboard walks the table', async ({
  portal,
}) => {
  const { page } = portal;
  await portal.signIn('Sam');
  await page.goto('/gallery#tables');
  const rows = page
    .getByRole('table', { name: 'Sample resources' })
    .getByRole('button', { name: /^Open / });
  await rows.first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(rows.nth(1)).toBeFocused();
  await page.keyboard.press('End');
  await expect(rows.last()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  await expect(page).toHaveURL(/sample=/);
});

test('reads from right to left without sticking out', async ({ portal }) => {
  const { page } = portal;
  await page.setViewportSize({ width: 360, height: 740 });
  await portal.signIn('Sam');
  await page.goto('/gallery?dir=rtl');
  await expect(
    page.getByRole('region', { name: 'Verdicts and headline' }),
  ).toBeVisible();
  await portal.expectNoSidewaysScroll();
});

test('prints whole tables without buttons', async ({ portal }) => {
  const { page } = portal;
  await portal.signIn('Sam');
  await page.goto('/gallery');
  const table = page.getByRole('table', { name: 'Sample resources' });
  await expect(table).toBeVisible();
  await page.emulateMedia({ media: 'print' });
  await expect(
    page.getByRole('search', { name: 'Filter samples' }),
  ).toBeHidden();
  await expect(table.getByRole('button', { name: /^Open / })).toHaveCount(0);
});
