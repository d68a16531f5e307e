import { defineConfig } from '@playwright/test';

const packagedSpec = 'packaged.spec.ts';

export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results',
  timeout: 60_000,
  // Windows share one display, and two of them would steal each other's focus.
  workers: 1,
  forbidOnly: true,
  reporter: 'list',
  projects: [
    { name: 'app', testIgnore: packagedSpec },
    { name: 'packaged', testMatch: packagedSpec },
  ],
});
