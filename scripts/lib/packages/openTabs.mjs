import { createRequire } from 'node:module';
import { findProgram } from '../debian.mjs';
import { inRepo } from '../paths.mjs';

const ENTITY = '/catalog/default/component/orders';

/** The tabs of an entity page, with words that only the tab's own answer brings. */
export const TABS = ['deployments', 'slos', 'runbooks', 'backups', 'incidents'];

/**
 * Opens every tab of a bundled app in a real browser and waits for the answer
 * of its backend. Answers what went wrong, one line each.
 */
export async function openTabs(url) {
  const require = createRequire(inRepo('packages/e2e/package.json'));
  const { chromium } = require('@playwright/test');
  const browser = await chromium.launch({
    executablePath: findProgram(
      'chromium',
      'chromium-browser',
      'google-chrome',
    ),
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run'],
  });
  const problems = [];
  try {
    for (const tab of [...TABS, 'operations']) {
      const page = await browser.newPage();
      page.on('pageerror', error => problems.push(`${tab}: ${error}`));
      const at = tab === 'operations' ? '/operations' : `${ENTITY}/${tab}`;
      const asked = tab === 'operations' ? '/board' : '/entities/';
      try {
        const [answer] = await Promise.all([
          page.waitForResponse(
            response =>
              response.url().includes(`/api/${tab}${asked}`) &&
              response.request().method() === 'GET',
            { timeout: 30_000 },
          ),
          page.goto(url + at, { waitUntil: 'domcontentloaded' }),
        ]);
        if (answer.status() !== 200) {
          problems.push(`${tab}: its backend answered ${answer.status()}`);
        }
        const headline =
          tab === 'operations' ? undefined : (await answer.json()).headline;
        if (headline) {
          await page
            .getByText(headline, { exact: false })
            .first()
            .waitFor({ timeout: 15_000 });
        }
      } catch (error) {
        const text = await page.locator('body').innerText();
        problems.push(
          `${tab}: ${error.message.split('\n')[0]}; the page says: ${text.slice(
            0,
            300,
          )}`,
        );
      }
      await page.close();
    }
  } finally {
    await browser.close();
  }
  return problems;
}
