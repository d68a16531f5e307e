// ESLint rule: a file imports only what its room may know. Paths are resolved, so it does not matter how one is spelled.
import { isBuiltin } from 'node:module';
import { dirname, relative, resolve, sep } from 'node:path';
import { aliases, commonGround, rooms, sourceFolders } from './rooms.js';

const root = resolve(import.meta.dirname, '..');

/** @param {string} path @param {string} folder */
const isWithin = (path, folder) => path === folder || path.startsWith(`${folder}/`);

/** @param {string} path from the root of the project */
const roomOf = (path) => Object.entries(rooms).find(([, room]) => isWithin(path, room.folder));

/**
 * The path from the root of the project that a specifier leads to, or undefined for a package.
 * @param {string} specifier @param {string} file absolute
 */
function target(specifier, file) {
  const alias = Object.entries(aliases).find(([name]) => isWithin(specifier, name));
  const path = alias
    ? resolve(root, alias[1], `.${specifier.slice(alias[0].length)}`)
    : specifier.startsWith('.') || specifier.startsWith('/')
      ? resolve(dirname(file), specifier)
      : undefined;
  return path && relative(root, path).split(sep).join('/');
}

/** @param {string} specifier */
const packageName = (specifier) => specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');

/**
 * Why a room may not import a package; undefined if it may.
 * @param {string} name @param {import('./rooms.js').Room} room @param {string} specifier
 */
function packageFault(name, room, specifier) {
  const wanted = packageName(specifier);
  if (isBuiltin(specifier))
    return room.node ? undefined : `${name} must run without Node, so not with ${specifier}`;
  if (wanted === 'electron') return room.electron ? undefined : `${name} must run without Electron`;
  if (!room.packages || room.packages.includes(wanted)) return undefined;
  return `${name} may import no package but ${room.packages.join(', ')}, so not ${wanted}`;
}

/**
 * Why a room may not import a file of the project; undefined if it may.
 * @param {string} name @param {import('./rooms.js').Room} room @param {string} path
 */
function pathFault(name, room, path) {
  if (commonGround.some((place) => isWithin(path, place))) return undefined;
  const other = roomOf(path)?.[0];
  if (other === name || (other && room.knows.includes(other))) return undefined;
  const knows = room.knows.join(', ') || 'no other room';
  return `${name} may import ${knows}, but not ${other ?? path}`;
}

/** @type {import('eslint').Rule.RuleModule} */
export const roomImports = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const file = relative(root, context.filename).split(sep).join('/');
    if (!sourceFolders.some((folder) => isWithin(file, folder))) return {};
    const home = roomOf(file);
    if (!home) {
      const message = `${file} is in no room: move it, or add its room to lint/rooms.js`;
      return { Program: (node) => context.report({ node, message }) };
    }
    const [name, room] = home;

    /** @param {import('eslint').Rule.Node} node @param {unknown} source a literal of the syntax tree, if any */
    const check = (node, source) => {
      const specifier = /** @type {{ value?: unknown } | null | undefined} */ (source)?.value;
      if (typeof specifier !== 'string') return;
      const path = target(specifier, context.filename);
      const message = path === undefined ? packageFault(name, room, specifier) : pathFault(name, room, path);
      if (message) context.report({ node, message });
    };
    return {
      ImportDeclaration: (node) => check(node, node.source),
      ImportExpression: (node) => check(node, node.source),
      ExportAllDeclaration: (node) => check(node, node.source),
      ExportNamedDeclaration: (node) => check(node, node.source),
      /** @param {import('eslint').Rule.Node & { source: unknown }} node */
      TSImportType: (node) => check(node, node.source),
    };
  },
};
