import { defineConfig } from '@playwright/test';

const packagedSpec = 'packaged.spec.ts';
const keyringSpec = 'keyring.spec.ts';

export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results',
  timeout: 60_000,
  // Windows share one display, and two of them would steal each other's focus.
  workers: 1,
  forbidOnly: true,
  reporter: 'list',
  projects: [
    { name: 'app', testIgnore: [packagedSpec, keyringSpec] },
    { name: 'packaged', testMatch: packagedSpec },
    // In a session with a keyring (scripts/with-keyring.ts).
    { name: 'keyring', testMatch: keyringSpec },
  ],
});
