import { expect, test } from './portal';

const LOOKS = [
  { dark: false, phone: false },
  { dark: true, phone: true },
];

for (const { dark, phone } of LOOKS) {
  test.describe(`${dark ? 'dark' : 'light'}, ${
    phone ? '360' : '1400'
  } px`, () => {
    test.use({ dark, phone });

    test('the owner of a service reads its times and keeps a link for a calendar', async ({
      portal,
      request,
    }) => {
      const { page } = portal;
      await portal.signIn('Sam');
      await portal.openTab('hopngo', 'runbooks');

      // Pressing a row opens what it says.
      await page
        .getByRole('button', { name: /^Open Weekly maintenance/ })
        .first()
        .click();
      const times = page.getByRole('list', { name: 'Times' });
      await expect(times.getByText(/^upcoming$/).first()).toBeVisible();
      await expect(
        times.getByText(/\d{4}, \d\d:\d\d UTC/).first(),
      ).toBeVisible();
      await times.scrollIntoViewIfNeeded();
      await portal.expectAccessible('[role="dialog"]');
      if (!dark) await portal.picture('checklist-times');
      await portal.escape(times);

      await page.getByRole('button', { name: 'Subscribe' }).click();
      await page.getByRole('button', { name: 'Create link' }).click();
      const link = page.getByRole('region', { name: 'Calendar link' });
      await expect(link).toBeVisible();
      const address = (await link.textContent()) ?? '';
      await portal.expectAccessible('[role="dialog"]');
      await portal.expectNoSidewaysScroll();
      if (!dark) await portal.picture('runbook-feeds');

      // As a calendar does: without any credentials.
      const file = await request.get(address);
      expect(file.status()).toBe(200);
      const text = await file.text();
      expect(text).toMatch(/^BEGIN:VCALENDAR\r\n/);
      expect(text.replace(/\r\n /g, '')).toContain(
        'Weekly maintenance · hopngo',
      );

      await page
        .getByRole('button', { name: /^Revoke the link/ })
        .first()
        .click();
      await page
        .getByRole('dialog', { name: 'Revoke this link?' })
        .getByRole('button', { name: 'Revoke the link' })
        .click();
      // Behind an open dialog nothing has a role: only this says that it is revoked.
      await expect(
        page.getByRole('dialog', { name: 'Revoke this link?' }),
      ).toHaveCount(0);
      await expect(link).toHaveCount(0);
      expect((await request.get(address)).status()).toBe(404);
    });
  });
}
