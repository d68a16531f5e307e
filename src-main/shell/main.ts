/**
 * The shell: the composition root of the app. It starts the sandbox network and the engine, opens the window, and
 * brings them together; it holds no task and no rule.
 */
import { app, powerMonitor, session } from 'electron';
import { join } from 'node:path';
import { sandboxName } from '../contract/environment-settings.ts';
import { sandboxEnvironment, sandboxEnvironmentName } from '../engine/sandbox-environment.ts';
import { openLog } from '../runtime/log.ts';
import { newSecret } from '../runtime/secret.ts';
import { sandboxControl } from '../sandbox/control.ts';
import { openEnvironments } from '../settings/environments.ts';
import { proxyOf } from '../settings/proxy-of.ts';
import { answerShellCalls } from './calls.ts';
import { environmentDesk } from './environment-desk.ts';
import { superviseEngine, type EngineSupervisor } from './engine-supervisor.ts';
import { keyringVault } from './keyring-vault.ts';
import { lazily } from './lazily.ts';
import { readOptions, type Options } from './options.ts';
import { startSandbox, type SandboxProcess } from './sandbox-network.ts';
import { isOurPage, registerScheme, secureSession } from './security.ts';
import { openWindow, savePicture } from './window.ts';

/** EX_SOFTWARE of sysexits. */
const softwareFault = 70;
/** EX_USAGE. */
const wrongUse = 64;

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
const options = optionsOrExit();

function optionsOrExit(): Options {
  try {
    return readOptions(process.argv);
  } catch (thrown) {
    process.stderr.write(`${thrown instanceof Error ? thrown.message : String(thrown)}\n`);
    return process.exit(wrongUse);
  }
}

if (app.requestSingleInstanceLock()) {
  registerScheme();
  // Not awaited: a module that awaits it keeps it from ever happening.
  void app.whenReady().then(start);
} else {
  process.stderr.write('Patchdesk runs already on this profile; its window is shown.\n');
  app.quit();
}

function start(): void {
  const log = openLog('shell', join(profileDir, 'logs', 'shell.log'));
  const vault = keyringVault(join(profileDir, 'vault.json'));
  const environments = openEnvironments(join(profileDir, 'settings.json'), vault, Date.now());
  if (environments.setAside) log.error(environments.setAside, 'the settings could not be read');
  // The endpoint token of this run: made here, handed to engine and sandbox, never written down.
  const systemToken = newSecret();
  const sandbox = lazily(() =>
    startSandbox(profileDir, options.party, log, () => log.error({}, 'the sandbox network is gone')),
  );
  const control = async () => sandboxControl((await sandbox.get()).access);
  const sandboxRunsAs = sandboxEnvironmentName(options.party);

  const engine = superviseEngine({
    profileDir,
    shown: runsAs(environments.settings.shown),
    log,
    heard(message) {
      desk.heard(message);
      if (message.kind === 'opened' && message.environment === sandboxRunsAs)
        registerAtSandbox(message.endpoint).catch((thrown: unknown) =>
          log.error({ err: thrown }, 'the sandbox could not be told of our endpoint'),
        );
    },
  });

  const desk = environmentDesk({
    environments,
    vault,
    sandbox: async () => sandboxEnvironment((await sandbox.get()).access, systemToken),
    sandboxRunsAs,
    systemProxy: async (address) => proxyOf(await session.defaultSession.resolveProxy(address)),
    setEnvironments: (all) => engine.setEnvironments(all),
    check: (environment, part) => engine.check(environment, part),
    shown: (name) => engine.show(name),
    onFailed(name, failure) {
      log.error({ failure, environment: name }, 'an environment can not be opened');
      if (options.screenshot === null) return;
      // Nobody is there to read the window.
      process.stderr.write(`Patchdesk can not run: ${JSON.stringify(failure)}\n`);
      app.exit(softwareFault);
    },
    log,
  });

  function runsAs(name: string): string {
    return name === sandboxName ? sandboxRunsAs : name;
  }

  /** Tells the platform where we are, as a Site Admin would in the Admin Portal. */
  async function registerAtSandbox(endpoint: string): Promise<void> {
    const { access } = await sandbox.get();
    const { systems } = sandboxEnvironment(access, systemToken);
    for (const system of systems) await (await control()).registerSystem({ ...system, endpoint });
  }

  secureSession(join(import.meta.dirname, '../renderer'), developmentUrl);
  answerShellCalls({
    sandbox: control,
    desk,
    onSettled: () => void pictureAndQuit(),
    onNetwork: (change) => engine.networkChanged(change),
    isOurs: (url) => isOurPage(url, developmentUrl),
    log,
  });
  desk
    .open()
    .catch((thrown: unknown) => log.error({ err: thrown }, 'the environments could not be assembled'));
  powerMonitor.on('resume', () => engine.networkChanged('resumed'));
  const window = openWindow(developmentUrl);
  engine.attach(window.webContents);
  app.on('second-instance', () => {
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  endWith(engine, () => sandbox.started());

  async function pictureAndQuit(): Promise<void> {
    if (options.screenshot === null) return;
    await savePicture(window, options.screenshot);
    process.stdout.write(`The picture is in ${options.screenshot}\n`);
    app.quit();
  }
}

/** Closing the window ends the app; the engine is given time to finish what it writes. */
function endWith(engine: EngineSupervisor, sandbox: () => Promise<SandboxProcess> | null): void {
  let ending = false;
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', (event) => {
    if (ending) return;
    ending = true;
    event.preventDefault();
    void engine
      .stop()
      .then(() => sandbox())
      .then((running) => running?.stop())
      .finally(() => app.exit(0));
  });
}
