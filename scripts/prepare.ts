// Everything that a program which starts Electron needs: the runtime, its SQLite binding, and a display.
import { type ElectronRuntime, ensureElectron } from './electron-runtime.ts';
import { withCommands } from './project.ts';
import { say, step } from './report.ts';
import { compileBinding, findBinding } from './sqlite-binding.ts';
import { ensureSystem, hasDisplay, isRoot } from './system.ts';
import { startXvfb } from './xvfb.ts';

export interface Prepared {
  electron: ElectronRuntime;
  /** what to give to the program that starts Electron */
  env: NodeJS.ProcessEnv;
  /** true when its windows appear on no screen */
  virtualDisplay: boolean;
}

/** With `window: false` it prepares for tools that handle an Electron without running it. */
export async function prepareElectron({ window }: { window: boolean }): Promise<Prepared> {
  const electron = await ensureElectron();
  const isFallback = electron.origin === 'fallback';
  const binding = isFallback ? findBinding() : undefined;
  await ensureSystem({
    ...(window && { windowOf: electron.executable }),
    compiler: isFallback && binding === undefined,
  });

  const env = { ...withCommands(), ELECTRON_EXEC_PATH: electron.executable };
  if (isFallback) {
    Object.assign(env, {
      ELECTRON_OVERRIDE_DIST_PATH: electron.folder, // read by the electron package, and so by Playwright
      PATCHDESK_ELECTRON_VERSION: electron.version,
      PATCHDESK_SQLITE_BINDING:
        binding ?? (await step('compiling the SQLite binding (once)', compileBinding)),
    });
  }
  if (isRoot) Object.assign(env, { NO_SANDBOX: '1' }); // read by electron-vite: Chromium's sandbox refuses root

  const virtualDisplay = window && process.platform === 'linux' && !hasDisplay();
  if (virtualDisplay) Object.assign(env, { DISPLAY: await startXvfb() });
  if (electron.origin !== 'given') {
    say(`Electron ${electron.version} (${electron.origin})${virtualDisplay ? ', virtual display' : ''}`);
  }
  return { electron, env, virtualDisplay };
}
