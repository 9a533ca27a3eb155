import AxeBuilder from '@axe-core/playwright';
import { Locator, Page, expect, test as base } from '@playwright/test';
import path from 'node:path';

export type Person = 'Sam' | 'Olga' | 'Rui' | 'Dana' | 'Vera' | 'Ada';

export interface Portal {
  page: Page;
  /** Signs in on the sign-in page, as a person does. */
  signIn(person: Person): Promise<void>;
  /** Opens a tab of a service of the demo. */
  openTab(service: string, tab: string): Promise<void>;
  /** No accessibility violation in the page's main part, or another part of it. */
  expectAccessible(within?: string): Promise<void>;
  /** The page refuses, and names the permission that the reader lacks. */
  expectDenied(permission: string): Promise<void>;
  /** Closes what is open as a person does: pressing again when a busy page missed it. */
  escape(open: Locator): Promise<void>;
  /** Nothing sticks out at phone width. */
  expectNoSidewaysScroll(): Promise<void>;
  /** Keeps a picture for the documentation when pictures are asked for. */
  picture(name: string): Promise<void>;
}

/** Playwright's test with the portal at hand. */
export const test = base.extend<{
  portal: Portal;
  dark: boolean;
  phone: boolean;
}>({
  dark: [false, { option: true }],
  phone: [false, { option: true }],
  portal: async ({ page, dark, phone }, use) => {
    if (phone) await page.setViewportSize({ width: 360, height: 740 });
    if (dark)
      await page.addInitScript(() => localStorage.setItem('theme', 'dark'));
    await use(createPortal(page));
  },
});

function createPortal(page: Page): Portal {
  return {
    page,
    async signIn(person) {
      await page.goto('/');
      await page.getByRole('button', { name: `Sign in as ${person}` }).click();
      await expect(
        page.getByRole('button', { name: /Sign in as/ }),
      ).toHaveCount(0);
    },
    async openTab(service, tab) {
      await page.goto(`/catalog/default/component/${service}/${tab}`);
    },
    async expectAccessible(within = 'main') {
      const { violations } = await new AxeBuilder({ page })
        .include(within)
        // Backstage's own tab strip names panels that are not there.
        .exclude('[role="tablist"]')
        .analyze();
      expect(
        violations.map(({ id, nodes }) => ({
          id,
          where: nodes.map(node => node.target),
        })),
      ).toEqual([]);
    },
    async expectDenied(permission) {
      await expect(
        page.getByText(`It needs the permission ${permission}.`),
      ).toBeVisible();
    },
    async escape(open) {
      await expect(async () => {
        await page.keyboard.press('Escape');
        await expect(open).toHaveCount(0, { timeout: 2_000 });
      }).toPass({ timeout: 20_000 });
    },
    async expectNoSidewaysScroll() {
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - window.innerWidth,
      );
      expect(overflow).toBeLessThanOrEqual(0);
    },
    async picture(name) {
      if (!process.env.OPSDECK_PICTURES) return;
      await page.screenshot({
        path: path.join(__dirname, '../../../docs/images', `${name}.png`),
      });
    },
  };
}

export { expect };
