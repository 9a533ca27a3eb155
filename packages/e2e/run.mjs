/*
 * Browser tests over the running demo: starts a demo of its own on free ports
 * with fresh state, runs Playwright against it, and ends it.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { findProgram } from '../../scripts/lib/debian.mjs';
import { startDemo } from '../../scripts/lib/demo.mjs';
import { Advice, reportAndExit, say } from '../../scripts/lib/failure.mjs';
import { freePortRange } from '../../scripts/lib/ports.mjs';
import { runProgram, stopAll } from '../../scripts/lib/processes.mjs';
import { waitForData } from './waitForData.mjs';

const folder = import.meta.dirname;
const playwright = createRequire(import.meta.url).resolve(
  '@playwright/test/cli',
);
const stateDir = mkdtempSync(path.join(os.tmpdir(), 'opsdeck-e2e-'));

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, stopAll);
try {
  const browser = findProgram('chromium', 'chromium-browser', 'google-chrome');
  if (!browser)
    throw new Advice('The browser tests need Chromium on the PATH.');
  const [portal, backend, clouds] = await freePortRange([1, 1, 6]);
  const demo = await startDemo({
    stateDir,
    ports: { portal, backend, clouds },
    // Data is stale after two cadences: nobody waits minutes for that in a test.
    cadence: 'PT15S',
    onProgress: say,
  });
  await waitForData(demo.urls.backend, say);
  process.exitCode = await runProgram(
    process.execPath,
    [playwright, 'test', ...process.argv.slice(2)],
    {
      cwd: folder,
      env: {
        ...process.env,
        OPSDECK_E2E_PORTAL: demo.urls.portal,
        OPSDECK_E2E_BACKEND: demo.urls.backend,
        OPSDECK_E2E_CLOUDS: demo.urls.clouds,
        OPSDECK_E2E_BROWSER: browser,
      },
    },
  );
} catch (error) {
  stopAll();
  reportAndExit(error);
} finally {
  stopAll();
  if (!process.env.OPSDECK_E2E_KEEP) {
    rmSync(stateDir, {
      recursive: true,
      force: true,
      maxRetries: 5,
      retryDelay: 500,
    });
  }
}
