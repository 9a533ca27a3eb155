import { createRequire } from 'node:module';
import path from 'node:path';
import { findProgram } from '../debian.mjs';
import { inRepo } from '../paths.mjs';

const ENTITY = '/catalog/default/component/orders';

/**
 * The pages, and words of which a page shows some only when its backend has
 * answered; `undefined` where these are the headline of the answer.
 */
const PAGES = {
  deployments: ['No deployment of this service is known'],
  slos: undefined,
  // Before and after its documents were looked for.
  runbooks: [
    'No runbooks are declared for this service',
    'No checklist is declared',
  ],
  backups: undefined,
  incidents: undefined,
  operations: ['orders'],
};

/**
 * Opens every tab of a bundled app in a real browser and waits for the answer
 * of its backend. Answers what went wrong, one line each.
 *
 * @param pictures folder for a picture of each tab
 */
export async function openTabs(url, pictures) {
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
    for (const [tab, words] of Object.entries(PAGES)) {
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
            { timeout: 20_000 },
          ),
          page.goto(url + at, { waitUntil: 'domcontentloaded' }),
        ]);
        if (answer.status() !== 200) {
          problems.push(`${tab}: its backend answered ${answer.status()}`);
        }
        const wanted = words ?? [(await answer.json()).headline];
        if (!wanted[0]) throw new Error('its answer has no headline');
        await wanted
          .map(text => page.getByText(text, { exact: false }))
          .reduce((either, other) => either.or(other))
          .first()
          .waitFor({ timeout: 15_000 });
      } catch (error) {
        const text = await page.locator('body').innerText();
        problems.push(
          `${tab}: ${error.message.split('\n')[0]}; the page says: ${text.slice(
            0,
            300,
          )}`,
        );
      }
      await page.screenshot({ path: path.join(pictures, `${tab}.png`) });
      await page.close();
    }
  } finally {
    await browser.close();
  }
  return problems;
}
