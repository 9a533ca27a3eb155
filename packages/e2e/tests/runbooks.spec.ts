import { expect, test } from './portal';

test('an operator works through the daily checks; one step ticks itself', async ({
  portal,
}) => {
  const { page } = portal;
  await portal.signIn('Olga');
  await portal.openTab('saas-platform', 'runbooks');
  await expect(page.getByText(/due today/)).toBeVisible();
  await portal.expectAccessible();
  await portal.picture('runbooks');

  await page.getByRole('button', { name: 'Start Daily checks' }).click();
  const steps = page.getByRole('list', { name: 'Steps', exact: true });
  await expect(steps).toBeVisible();
  await expect(
    steps.getByRole('checkbox', { name: /backup.*\(done\)/i }),
  ).toBeVisible({
    timeout: 60_000,
  });
  await portal.expectAccessible();
  await portal.picture('runbook-run');

  const open = steps.getByRole('checkbox', { name: /\(open\)$/ });
  for (let left = await open.count(); left > 0; left--) {
    await open.first().click();
    await expect(open).toHaveCount(left - 1);
  }
  await page.getByRole('button', { name: 'Finish the run' }).click();
  await portal.openTab('saas-platform', 'runbooks');
  await expect(
    page
      .getByRole('table', { name: 'Runs that have ended' })
      .getByText('Daily checks'),
  ).toBeVisible();
});

test('what one person ticked is there for the next', async ({
  portal,
  browser,
}) => {
  const { page } = portal;
  await portal.signIn('Olga');
  await portal.openTab('boat-listings', 'runbooks');
  const start = page.getByRole('button', { name: /^Start / }).first();
  await start.click();
  const first = page
    .getByRole('list', { name: 'Steps', exact: true })
    .getByRole('checkbox', { name: /\(open\)$/ })
    .first();
  await first.click();
  await expect(
    page
      .getByRole('list', { name: 'Steps', exact: true })
      .getByRole('checkbox', { name: /\(done\)$/ })
      .first(),
  ).toBeVisible();
  const address = page.url();

  const other = await browser.newPage();
  await other.goto('/');
  await other.getByRole('button', { name: 'Sign in as Rui' }).click();
  await expect(other.getByRole('button', { name: /Sign in as/ })).toHaveCount(
    0,
  );
  await other.goto(address);
  await expect(
    other
      .getByRole('list', { name: 'Steps', exact: true })
      .getByRole('checkbox', { name: /\(done\)$/ })
      .first(),
  ).toBeVisible();
  await other.close();
});

test('a release takes evidence, a pause and a second person, who sees it live', async ({
  portal,
  browser,
}) => {
  // Two people and a dozen writes.
  test.slow();
  const { page } = portal;
  await portal.signIn('Olga');
  await portal.openTab('saas-platform', 'runbooks');
  await page
    .getByRole('button', { name: /^Start .*During deployment/ })
    .click();
  const steps = page.getByRole('list', { name: 'Steps', exact: true });
  const step = (name: RegExp) => steps.getByRole('checkbox', { name });
  await expect(step(/smoke tests/)).toBeVisible();

  await step(/Deploy to production/).click();
  await expect(page.getByText(/first settle/)).toBeVisible();
  await step(/Deploy to staging/).click();
  await expect(step(/Deploy to staging \(done\)/)).toBeVisible();
  await step(/smoke tests/).click();
  await expect(page.getByText(/attach evidence before/)).toBeVisible();
  await page
    .getByRole('button', { name: /Attach evidence to Run the smoke/ })
    .click();
  await page
    .getByRole('textbox', { name: 'Link' })
    .fill('https://ci.example.com/runs/4711');
  await page.getByRole('button', { name: 'Attach', exact: true }).click();
  await expect(
    page.getByText('ci.example.com/runs/4711').first(),
  ).toBeVisible();
  await step(/smoke tests/).click();
  await expect(step(/smoke tests.*\(done\)/)).toBeVisible();
  await step(/Deploy to production/).click();
  await expect(
    page.getByText('waits for a second person', { exact: true }),
  ).toBeVisible();
  await expect(
    page.getByRole('button', { name: /^Confirm Deploy to/ }),
  ).toHaveCount(0);
  await portal.expectAccessible();

  const other = await browser.newPage({
    viewport: { width: 360, height: 740 },
  });
  await other.goto('/');
  await other.getByRole('button', { name: 'Sign in as Rui' }).click();
  await expect(other.getByRole('button', { name: /Sign in as/ })).toHaveCount(
    0,
  );
  await other.goto(page.url());
  await other.getByRole('button', { name: /^Confirm Deploy to/ }).click();
  const confirmed = 'confirmed by rui.reviewer';
  await expect(other.getByText(confirmed).first()).toBeVisible();
  await expect(page.getByText(confirmed).first()).toBeVisible({
    timeout: 10_000,
  });
  await other.close();
});

test('an auditor sees what was on its cadence and takes the evidence along', async ({
  portal,
}) => {
  const { page } = portal;
  await portal.signIn('Olga');
  await portal.openTab('saas-platform', 'runbooks');
  await expect(
    page.getByRole('list', { name: 'Checklists by cadence' }),
  ).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export evidence' }).click();
  expect((await download).suggestedFilename()).toMatch(
    /^runbooks-.*\.evidence\.jsonl$/,
  );
  await portal.expectAccessible();
});

test('who does not own a service may read its checklists but not start one', async ({
  portal,
}) => {
  const { page } = portal;
  await portal.signIn('Dana');
  await portal.openTab('saas-platform', 'runbooks');
  await expect(page.getByRole('table', { name: 'Checklists' })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Start / })).toHaveCount(0);
});

test('who may not read runbooks is told so', async ({ portal }) => {
  await portal.signIn('Vera');
  await portal.openTab('saas-platform', 'runbooks');
  await portal.expectDenied('opsdeck.runbooks.read');
});

test.describe('on a phone, in the dark', () => {
  test.use({ phone: true, dark: true });
  test('the tab fits and stays accessible', async ({ portal }) => {
    await portal.signIn('Olga');
    await portal.openTab('hopngo', 'runbooks');
    await expect(
      portal.page.getByText(/ahead of time|due today/).first(),
    ).toBeVisible();
    await portal.expectNoSidewaysScroll();
    await portal.expectAccessible();
    await portal.picture('runbooks-phone-dark');
  });
});
