import { resolve } from 'node:path';
import { defineConfig } from 'electron-vite';
import { contractAlias, svelteRunes } from './vite.shared.config.ts';

const at = (path: string): string => resolve(import.meta.dirname, path);

// The floor is the oldest runtime that the app is tested on, Electron 33. It is set by hand, because electron-vite
// would else build for the declared Electron alone.
const nodeFloor = 'node20.18';
const chromeFloor = 'chrome130';

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      target: nodeFloor,
      sourcemap: true,
      // Only what stands in `dependencies` stays outside, which is the native module alone.
      externalizeDeps: true,
      rolldownOptions: {
        input: {
          index: at('src-main/shell/main.ts'),
          engine: at('src-main/engine/main.ts'),
          headless: at('src-main/headless/main.ts'),
          sandbox: at('src-main/sandbox/main.ts'),
          'lists-thread': at('src-main/store/lists/filling/thread.ts'),
        },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      target: nodeFloor,
      rolldownOptions: {
        input: { preload: at('src-main/shell/preload.ts') },
        // A preload of a sandboxed window has to be CommonJS.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('src-renderer'),
    resolve: { alias: contractAlias },
    plugins: [svelteRunes()],
    build: {
      outDir: at('out/renderer'),
      target: chromeFloor,
      rolldownOptions: { input: at('src-renderer/index.html') },
    },
  },
});
