// Takes the place of Electron's own default_app.asar, which the stand-in runtime lacks.
// electron [-r FILE] [SWITCHES] <app folder or file> [ARGS]
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

Object.defineProperty(process, 'defaultApp', { configurable: false, enumerable: true, value: true });

/** @param {string[]} args */
function parse(args) {
  /** @type {string[]} */
  const preloads = [];
  for (let i = 0; i < args.length; i += 1) {
    const arg = args[i] ?? '';
    if (arg === '-r' || arg === '--require') {
      i += 1;
      preloads.push(args[i] ?? '');
    } else if (!arg.startsWith('-')) {
      return { preloads, target: resolve(arg), index: i };
    }
  }
  return { preloads, target: undefined, index: -1 };
}

/**
 * @param {string} folder
 * @returns {{ name?: string, productName?: string, version?: string, main?: string }}
 */
function readManifest(folder) {
  const file = join(folder, 'package.json');
  return existsSync(file) ? /** @type {object} */ (JSON.parse(readFileSync(file, 'utf8'))) : {};
}

// Electron's own default app uses these two as well; its documentation leaves them out.
const shell = /** @type {typeof app & { setVersion(v: string): void, setAppPath(path: string): void }} */ (
  app
);

const { preloads, target, index } = parse(process.argv.slice(1));
const requireFromHere = createRequire(join(process.cwd(), 'main.js'));
for (const preload of preloads) requireFromHere(preload); // Playwright sends its loader this way

if (target === undefined) {
  console.error('usage: electron <app folder or file>');
  app.exit(2);
} else {
  process.argv[index + 1] = target;
  const isFolder = existsSync(target) && statSync(target).isDirectory();
  const folder = isFolder ? target : dirname(target);
  const manifest = readManifest(folder);
  if (isFolder) {
    app.name = manifest.productName ?? manifest.name ?? app.name;
    if (manifest.version) shell.setVersion(manifest.version);
  }
  shell.setAppPath(folder);
  // Awaited: 'ready' then waits for the app's main module, as it does in a packaged app.
  await import(pathToFileURL(isFolder ? join(folder, manifest.main ?? 'index.js') : target).href);
}
