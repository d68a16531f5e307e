import { expect, test } from '@playwright/test';
import { freshProfile, Patchdesk } from './patchdesk.ts';

const profile = freshProfile();
let patchdesk: Patchdesk;

test.beforeAll(async () => {
  patchdesk = await Patchdesk.start(profile.dir);
  await expect(patchdesk.statusBar).toBeVisible();
});
test.afterAll(async () => {
  await patchdesk.close();
  profile.remove();
});

test('the page has nothing of Node or Electron, and of the preload one call', async () => {
  const found = await patchdesk.page.evaluate(() => {
    const bridge = (globalThis as unknown as { patchdesk: object }).patchdesk;
    return {
      require: typeof (globalThis as { require?: unknown }).require,
      process: typeof (globalThis as { process?: unknown }).process,
      ipcRenderer: typeof (globalThis as { ipcRenderer?: unknown }).ipcRenderer,
      electron: typeof (globalThis as { electron?: unknown }).electron,
      bridge: Object.keys(bridge),
      origin: location.origin,
      secure: isSecureContext,
    };
  });
  expect(found).toEqual({
    require: 'undefined',
    process: 'undefined',
    ipcRenderer: 'undefined',
    electron: 'undefined',
    bridge: ['call'],
    origin: 'app://main',
    secure: true,
  });
});

test('the content policy refuses inline scripts, eval, foreign scripts and foreign connections', async () => {
  const refused = await patchdesk.page.evaluate(async () => {
    const violations: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) =>
      violations.push(event.effectiveDirective),
    );
    const inline = document.createElement('script');
    inline.textContent = 'globalThis.ranInline = true';
    document.head.append(inline);
    const foreign = document.createElement('script');
    foreign.src = 'https://example.org/foreign.js';
    document.head.append(foreign);
    const connected = await fetch('https://example.org/').then(
      () => true,
      () => false,
    );
    // In a timeout, or the debugger's own leave to evaluate would count.
    const evaluated = await new Promise<boolean>((resolve) => {
      setTimeout(() => {
        try {
          resolve((Reflect.construct(Function, ['return true']) as () => boolean)());
        } catch {
          resolve(false);
        }
      });
    });
    await new Promise((resolve) => setTimeout(resolve, 200)); // reports of violations come late
    const ran = 'ranInline' in globalThis;
    return { violations: [...new Set(violations)].sort(), connected, evaluated, ran };
  });
  expect(refused).toEqual({
    violations: ['connect-src', 'script-src', 'script-src-elem'],
    connected: false,
    evaluated: false,
    ran: false,
  });
});

test('the renderer process is sandboxed and isolated, whatever page it shows', async () => {
  const preferences = await patchdesk.app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    return (
      window?.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }
    ).getLastWebPreferences();
  });
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
  });
});

test('our scheme serves no file outside the renderer', async () => {
  const answers = await patchdesk.page.evaluate(async () => {
    const paths = [
      '/../main/index.js',
      '/..%2fmain%2findex.js',
      '/%2e%2e/main/engine.js',
      '/nothing.js',
      '/%',
    ];
    return Promise.all(
      paths.map((path) =>
        fetch(`app://main${path}`).then(
          (answer) => answer.status,
          () => 0,
        ),
      ),
    );
  });
  for (const status of answers) expect([0, 400, 404]).toContain(status);
});

test('a call to the shell that does not fit is refused as data', async () => {
  const answers = await patchdesk.page.evaluate(async () => {
    const { patchdesk: bridge } = globalThis as unknown as {
      patchdesk: { call(method: unknown, input: unknown): Promise<unknown> };
    };
    return Promise.all([
      bridge.call('toString', {}),
      bridge.call('sandbox.setConditions', { network: 'broken' }),
      bridge.call('app.about', null),
    ]);
  });
  expect(answers).toMatchObject([
    { failure: { code: 'METHOD_UNKNOWN' } },
    { failure: { code: 'INPUT_INVALID', detail: { where: 'sandbox.setConditions' } } },
    { failure: { code: 'INPUT_INVALID', detail: { where: 'app.about' } } },
  ]);
});

test('the window goes nowhere else and opens nothing', async () => {
  const { page, app } = patchdesk;
  await page.evaluate(() => {
    location.href = 'https://example.org/';
    window.open('https://example.org/');
  });
  await new Promise((resolve) => setTimeout(resolve, 500));
  // Asked of the shell: the debugger itself waits for ever for a navigation that was refused.
  const urls = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => window.webContents.getURL()),
  );
  expect(urls).toEqual([expect.stringMatching(/^app:\/\/main\//)]);
});
