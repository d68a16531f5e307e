import { configDefaults, defineConfig } from 'vitest/config';
import { contractAlias, svelteRunes } from './vite.shared.config.ts';

/** A suite of plain Node tests in the folder of test/ that bears its name. */
const nodeSuite = (name: string) => ({
  extends: true as const,
  test: { name, include: [`test/${name}/**/*.test.ts`] },
});

export default defineConfig({
  resolve: { alias: contractAlias },
  test: {
    coverage: { provider: 'v8', include: ['src-*/**'] },
    // Property tests on a busy machine; what hangs still ends. No test is about time.
    testTimeout: 30_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts'],
          exclude: [...configDefaults.exclude, 'test/unit/renderer/**'],
        },
      },
      {
        extends: true,
        plugins: [svelteRunes()],
        // Without this condition Svelte would resolve to its server build.
        resolve: { conditions: ['browser'] },
        test: { name: 'unit-renderer', include: ['test/unit/renderer/**/*.test.ts'], environment: 'jsdom' },
      },
      nodeSuite('integration'),
      nodeSuite('simulation'),
    ],
  },
});
