import { APIRequestContext, Page } from '@playwright/test';
import { FaultMode, SOURCES, turn } from './clouds';
import { expect, test } from './portal';

/** Rows of the Sources page that the breakable sources feed. */
const BROKEN_ROWS = /Amazon RDS|Kubernetes|GitHub|Prometheus|Alertmanager/;
const TABS = ['deployments', 'slos', 'runbooks', 'backups', 'incidents'];

/** What the Sources page says, in plain words, when the provider is broken this way. */
const WORDS: Partial<Record<FaultMode, RegExp>> = {
  unauthorized: /the credentials were refused/,
  rubbish: /the answer could not be understood/,
};

test.afterEach(async ({ request }) => {
  for (const mode of ['unauthorized', 'rubbish', 'hang'] as const) {
    await breakAll(request, mode, false);
  }
});

for (const mode of ['unauthorized', 'rubbish', 'hang'] as const) {
  test(`every source "${mode}": pages stay up, say why, and recover`, async ({
    portal,
    request,
  }) => {
    test.setTimeout(240_000);
    const { page } = portal;
    await portal.signIn('Ada');
    await breakAll(request, mode, true);
    await page.goto('/operations/sources');
    await expect(failing(page).first()).toBeVisible({ timeout: 60_000 });
    const words = WORDS[mode];
    if (words) {
      await expect(page.getByText(words).first()).toBeVisible({
        timeout: 60_000,
      });
    }

    // Last data with its age, and no verdict that nobody can vouch for.
    await portal.openTab('hopngo', 'backups');
    await expect(
      page.getByRole('row', {
        name: /hopngo-db\b.*unknown|unknown.*hopngo-db\b/,
      }),
    ).toBeVisible({
      timeout: 90_000,
    });
    for (const tab of TABS) {
      await portal.openTab('hopngo', tab);
      await expect(
        page.getByRole('main').getByRole('heading', { level: 2 }).first(),
      ).toBeVisible();
      await expect(page.getByText(/Request failed|went wrong/)).toHaveCount(0);
    }

    // Healed: an operator need not wait until resting scopes are tried again.
    await breakAll(request, mode, false);
    await readAllNow(request);
    await page.goto('/operations/sources');
    await expect(failing(page)).toHaveCount(0, { timeout: 150_000 });
    await portal.openTab('hopngo', 'backups');
    await expect(
      page.getByRole('row', { name: /hopngo-db\b/ }).first(),
    ).not.toContainText('unknown', {
      timeout: 60_000,
    });
  });
}

function failing(page: Page) {
  return page
    .getByRole('table', { name: 'Data sources' })
    .getByRole('row', { name: BROKEN_ROWS })
    .filter({ hasText: /failing|down|not read/ });
}

/** Presses "Read … now" for every scope, as an administrator. */
async function readAllNow(request: APIRequestContext) {
  const backend = process.env.OPSDECK_E2E_BACKEND;
  const signIn = await request.get(`${backend}/api/auth/opsdeckDemo/refresh`, {
    headers: {
      'x-opsdeck-demo-user': 'user:default/ada.admin',
      'X-Requested-With': 'XMLHttpRequest',
    },
  });
  const { token } = (await signIn.json()).backstageIdentity;
  const headers = { Authorization: `Bearer ${token}` };
  const listed = await request.get(`${backend}/api/operations/sources`, {
    headers,
  });
  const { plugins } = await listed.json();
  for (const { pluginId, sources } of plugins) {
    for (const source of sources) {
      for (const scope of source.scopes) {
        const run = await request.post(
          `${backend}/api/operations/sources/${pluginId}/${source.id}/run`,
          { headers, data: { scopeId: scope.id } },
        );
        // 409: it is being read right now, or was just now.
        expect([202, 409], await run.text()).toContain(run.status());
      }
    }
  }
}

async function breakAll(
  request: APIRequestContext,
  mode: FaultMode,
  on: boolean,
) {
  for (const source of SOURCES) await turn(request, mode, source, on);
}
