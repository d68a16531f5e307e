/**
 * What the window may do, in one place (Electron's security checklist).
 *
 * The renderer is treated as hostile: sandboxed, isolated, no permission, no navigation, no new window; it loads
 * from our own scheme with a strict policy, never from file://.
 */
import { app, protocol, session, type BrowserWindowConstructorOptions } from 'electron';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';

const scheme = 'app';
export const rendererOrigin = `${scheme}://main`;

/** Whether an address is a page of ours. (Node knows no origin of schemes that are not the web's own.) */
export function isOurPage(url: string, developmentUrl: string | undefined): boolean {
  if (!URL.canParse(url)) return false;
  const [given, own] = [new URL(url), new URL(developmentUrl ?? rendererOrigin)];
  return given.protocol === own.protocol && given.host === own.host;
}

const policy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  // blob: is a picture that a task carries, made by the page from bytes of the engine.
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "frame-src 'none'",
].join('; ');

/** Vite's dev server injects inline styles and scripts and talks over a socket. */
const developmentPolicy = policy
  .replace("script-src 'self'", "script-src 'self' 'unsafe-inline'")
  .replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
  .replace("connect-src 'self'", "connect-src 'self' ws:");

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

export const webPreferences: BrowserWindowConstructorOptions['webPreferences'] = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  webSecurity: true,
  webviewTag: false,
  spellcheck: false,
};

/** The one permission a page gets: to write text to the clipboard, after a click on a copy button. */
const copying = 'clipboard-sanitized-write';

/** To be called before the app is ready. */
export function registerScheme(): void {
  // Root has no sandbox to switch on, only the per-window one below; Chromium would refuse to start.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** The file a path of our scheme names, or null when it is none that we ship. */
function fileOf(root: string, url: string): string | null {
  try {
    const file = normalize(join(root, decodeURIComponent(new URL(url).pathname)));
    return file.startsWith(root + sep) && extname(file) in contentTypes ? file : null;
  } catch {
    return null; // the escapes in the path are no text
  }
}

async function serveFile(root: string, request: Request): Promise<Response> {
  const file = fileOf(root, request.url);
  if (file === null) return new Response(null, { status: 404 });
  try {
    return new Response(new Uint8Array(await readFile(file)), {
      headers: {
        'content-type': contentTypes[extname(file)] ?? 'application/octet-stream',
        'content-security-policy': policy,
        'x-content-type-options': 'nosniff',
      },
    });
  } catch {
    return new Response(null, { status: 404 }); // not among the files we ship
  }
}

/** Serves the renderer from `root` under our scheme, and refuses what a window must not do. */
export function secureSession(root: string, developmentUrl: string | undefined): void {
  const own = session.defaultSession;
  own.setPermissionRequestHandler((_contents, permission, decide) => decide(permission === copying));
  own.setPermissionCheckHandler((_contents, permission) => permission === copying);
  if (developmentUrl === undefined) {
    protocol.handle(scheme, (request) => serveFile(root, request));
  } else {
    own.webRequest.onHeadersReceived((details, proceed) =>
      proceed({
        responseHeaders: { ...details.responseHeaders, 'Content-Security-Policy': [developmentPolicy] },
      }),
    );
  }
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
  });
}
