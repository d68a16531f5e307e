// The rooms of the source and what each of them may know. This table is the only place where that is said:
// eslint.config.js and the test of the rule read it.

/**
 * @typedef {object} Room
 * @property {string} folder     from the root of the project
 * @property {string[]} knows    the other rooms it may import from
 * @property {string[]} [packages]  the only npm packages it may import; any when it is left out
 * @property {boolean} [node]    may import modules of Node
 * @property {boolean} [electron]  may import electron
 * @property {boolean} [pure]    neither clock, chance, timers nor network: they come in as arguments
 */

/** @type {Readonly<Record<string, Room>>} */
export const rooms = {
  contract: { folder: 'src-main/contract', knows: [], packages: ['zod'] },
  runtime: { folder: 'src-main/runtime', knows: ['contract'], node: true },
  domain: { folder: 'src-main/domain', knows: ['contract'], pure: true },
  store: { folder: 'src-main/store', knows: ['contract', 'domain', 'runtime'], node: true },
  equitri: { folder: 'src-main/equitri', knows: ['contract', 'domain', 'runtime'], node: true },
  rservice: { folder: 'src-main/rservice', knows: ['contract', 'domain', 'runtime'], node: true },
  sync: {
    folder: 'src-main/sync',
    knows: ['contract', 'domain', 'runtime', 'store', 'equitri', 'rservice'],
    node: true,
  },
  engine: {
    folder: 'src-main/engine',
    knows: ['contract', 'domain', 'runtime', 'store', 'equitri', 'rservice', 'sync'],
    node: true,
  },
  sandbox: { folder: 'src-main/sandbox', knows: ['contract', 'domain', 'runtime', 'equitri'], node: true },
  settings: { folder: 'src-main/settings', knows: ['contract', 'runtime'], node: true },
  headless: {
    folder: 'src-main/headless',
    knows: ['contract', 'runtime', 'settings', 'sandbox', 'engine'],
    node: true,
  },
  shell: {
    folder: 'src-main/shell',
    knows: ['contract', 'runtime', 'settings', 'sandbox', 'engine'],
    node: true,
    electron: true,
  },
  renderer: { folder: 'src-renderer', knows: ['contract'] },
};

/** Folders with source. Inside them every file belongs to a room. */
export const sourceFolders = ['src-main', 'src-renderer'];

/** What every room may import besides rooms: data that is bundled, and the version. */
export const commonGround = ['resources', 'package.json'];

/** Short names for folders, as the bundler and TypeScript know them. */
export const aliases = { '@contract': 'src-main/contract' };
