import { defineConfig } from '@playwright/test';

/** The environment is set by run.mjs, which starts and ends what is tested. */
export default defineConfig({
  testDir: '.',
  timeout: 300_000,
  expect: { timeout: 20_000 },
  // One pair of replicas, one story: each step goes on where the last one ended.
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list']],
});
