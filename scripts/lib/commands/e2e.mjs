import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { findProgram } from '../debian.mjs';
import { startDemo } from '../demo.mjs';
import { Advice, say } from '../failure.mjs';
import { inRepo } from '../paths.mjs';
import { freePortRange } from '../ports.mjs';
import { runProgram, stopAll } from '../processes.mjs';
import { waitForData } from '../waitForData.mjs';

/**
 * Browser tests over the running demo: starts a demo of its own on free ports
 * with fresh state, runs Playwright against it, and ends it.
 */
export async function run(args) {
  const browser = findProgram('chromium', 'chromium-browser', 'google-chrome');
  if (!browser)
    throw new Advice('The browser tests need Chromium on the PATH.');
  const folder = inRepo('packages/e2e');
  const playwright = createRequire(path.join(folder, 'package.json')).resolve(
    '@playwright/test/cli',
  );
  const stateDir = mkdtempSync(path.join(os.tmpdir(), 'opsdeck-e2e-'));
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, stopAll);
  try {
    const [portal, backend, clouds] = await freePortRange([1, 1, 6]);
    const demo = await startDemo({
      stateDir,
      ports: { portal, backend, clouds },
      // Data is stale after two cadences: nobody waits minutes for that in a test.
      cadence: 'PT15S',
      onProgress: say,
    });
    await waitForData(demo.urls.backend, say);
    return await runProgram(process.execPath, [playwright, 'test', ...args], {
      cwd: folder,
      env: {
        ...process.env,
        OPSDECK_E2E_PORTAL: demo.urls.portal,
        OPSDECK_E2E_BACKEND: demo.urls.backend,
        OPSDECK_E2E_CLOUDS: demo.urls.clouds,
        OPSDECK_E2E_BROWSER: browser,
      },
    });
  } finally {
    stopAll();
    rmSync(stateDir, {
      recursive: true,
      force: true,
      maxRetries: 5,
      retryDelay: 500,
    });
  }
}
