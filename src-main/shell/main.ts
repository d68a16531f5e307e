/**
 * The shell: the composition root of the app. It starts the sandbox network and the engine, opens the window, and
 * brings the two together; it holds no task and no rule.
 */
import { app, dialog, type BrowserWindow } from 'electron';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Environment } from '../contract/processes.ts';
import { sandboxEnvironment } from '../engine/sandbox-environment.ts';
import { openLog } from '../runtime/log.ts';
import { sandboxControl } from '../sandbox/control.ts';
import { answerShellCalls } from './calls.ts';
import { superviseEngine, type EngineSupervisor } from './engine-supervisor.ts';
import { readOptions } from './options.ts';
import { startSandbox, type SandboxProcess } from './sandbox-network.ts';
import { registerScheme, rendererOrigin, secureSession } from './security.ts';
import { openWindow, savePicture } from './window.ts';

/** EX_SOFTWARE of sysexits. */
const softwareFault = 70;

// Without these an error opens a dialog and prints nothing; on a virtual display the app would just hang.
for (const kind of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(kind, (thrown: unknown) => {
    openLog('shell').error({ err: thrown }, kind);
    app.exit(softwareFault);
  });
}

const profile = process.env['PATCHDESK_DATA_DIR'];
if (profile !== undefined) app.setPath('userData', profile); // before the lock, which lies in there
const profileDir = app.getPath('userData');
const developmentUrl = process.env['ELECTRON_RENDERER_URL'];
const options = readOptions(process.argv);

if (app.requestSingleInstanceLock()) {
  registerScheme();
  // Not awaited: a module that awaits it keeps it from ever happening.
  void app.whenReady().then(start);
} else {
  app.quit();
}

async function start(): Promise<void> {
  const log = openLog('shell', join(profileDir, 'logs', 'shell.log'));
  secureSession(join(import.meta.dirname, '../renderer'), developmentUrl);
  // The endpoint token of this run: made here, handed to engine and sandbox, never written down.
  const systemToken = randomBytes(24).toString('base64url');
  const sandbox = startSandbox(profileDir, log, () => log.error({}, 'the sandbox network is gone'));
  const environment = sandbox.then(({ access }) => sandboxEnvironment(access, systemToken));
  const engine = superviseEngine({
    profileDir,
    environment,
    log,
    onReady: (endpoint) => register(sandbox, environment, endpoint),
    onFailed: (failure) => cannotRun(JSON.stringify(failure)),
  });
  const window = openWindow(developmentUrl);
  engine.attach(window.webContents);
  endWith(engine, sandbox);

  const { access } = await sandbox;
  answerShellCalls({
    sandbox: sandboxControl(access),
    onSettled: () => void pictureAndQuit(window),
    origins: [rendererOrigin, ...(developmentUrl ? [new URL(developmentUrl).origin] : [])],
    log,
  });
}

/** Tells the platform where we are, as a Site Admin would in the Admin Portal. */
async function register(
  sandbox: Promise<SandboxProcess>,
  environment: Promise<Environment>,
  endpoint: string,
) {
  const [{ access }, { system }] = await Promise.all([sandbox, environment]);
  await sandboxControl(access).registerSystem({ ...system, endpoint });
}

function cannotRun(reason: string): void {
  if (options.screenshot === null) dialog.showErrorBox('Patchdesk', reason);
  app.exit(softwareFault);
}

async function pictureAndQuit(window: BrowserWindow): Promise<void> {
  if (options.screenshot === null) return;
  await savePicture(window, options.screenshot);
  app.quit();
}

/** Closing the window ends the app; the engine is given time to finish what it writes. */
function endWith(engine: EngineSupervisor, sandbox: Promise<SandboxProcess>): void {
  let ending = false;
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', (event) => {
    if (ending) return;
    ending = true;
    event.preventDefault();
    void engine
      .stop()
      .then(() => sandbox)
      .then((running) => running.stop())
      .finally(() => app.exit(0));
  });
}
