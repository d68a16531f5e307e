#!/usr/bin/env node
// The part of `fpm -s dir -t deb` that electron-builder uses, done by Debian's own dpkg-deb: fpm itself is in no Debian
// package, and electron-builder would download it. It is found by CUSTOM_FPM_PATH.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** fpm's names of compressions are not dpkg-deb's. */
const compressions = new Map([
  ['gz', 'gzip'],
  ['zst', 'zstd'],
  ['xz', 'xz'],
]);

const scripts = [
  { option: 'after-install', name: 'postinst' },
  { option: 'after-remove', name: 'postrm' },
  { option: 'before-install', name: 'preinst' },
  { option: 'before-remove', name: 'prerm' },
];

const flags = new Set(['--force', '--debug']);

/** @param {string[]} args of fpm: options as `--name=value`, `--name value` or `-n value`, then SOURCE=TARGET */
function parse(args) {
  /** @type {Map<string, string[]>} */
  const options = new Map();
  /** @type {string[]} */
  const files = [];
  /** @param {string} name @param {string} value */
  const add = (name, value) => options.set(name, [...(options.get(name) ?? []), value]);
  for (let i = 0; i < args.length; i += 1) {
    const arg = args[i] ?? '';
    const equals = arg.indexOf('=');
    if (flags.has(arg)) continue;
    if (!arg.startsWith('-')) files.push(arg);
    else if (arg.startsWith('--') && equals > 0) add(arg.slice(2, equals), arg.slice(equals + 1));
    else {
      i += 1;
      add(arg.replace(/^-+/, ''), args[i] ?? '');
    }
  }
  return { options, files, option: /** @param {string} name */ (name) => options.get(name)?.at(-1) };
}

const { options, files, option } = parse(process.argv.slice(2));

/** @param {string} root */
function placeFiles(root) {
  for (const file of files) {
    const equals = file.lastIndexOf('=');
    const target = join(root, file.slice(equals + 1));
    mkdirSync(dirname(target), { recursive: true });
    cpSync(file.slice(0, equals), target, {
      recursive: true,
      preserveTimestamps: true,
      verbatimSymlinks: true,
    });
    if (statSync(target).isFile()) chmodSync(target, 0o644);
  }
}

/** @param {string} root */
function control(root) {
  const [summary = '', ...details] = (option('description') ?? '').trim().split('\n');
  const iteration = option('iteration');
  const fields = {
    Package: option('name'),
    Version: `${option('version')}${iteration ? `-${iteration}` : ''}`,
    License: option('license'),
    Vendor: option('vendor'),
    Architecture: option('architecture'),
    Maintainer: option('maintainer'),
    'Installed-Size': execFileSync('du', ['-sk', root], { encoding: 'utf8' }).split('\t')[0],
    Depends: options.get('d')?.join(', '),
    Recommends: options.get('deb-recommends')?.join(', '),
    Section: option('category') ?? 'default',
    Priority: option('deb-priority'),
    Homepage: option('url'),
    Description: [summary, ...details.map((line) => ` ${line.trim() || '.'}`)].join('\n'),
  };
  return Object.entries(fields)
    .filter(([, value]) => value)
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('');
}

const target = option('package');
if (option('s') !== 'dir' || option('t') !== 'deb' || target === undefined) {
  console.error('only "-s dir -t deb --package FILE" is supported');
  process.exit(2);
}

const root = mkdtempSync(join(tmpdir(), 'patchdesk-deb-'));
try {
  chmodSync(root, 0o755);
  placeFiles(root);
  const text = control(root);
  mkdirSync(join(root, 'DEBIAN'));
  writeFileSync(join(root, 'DEBIAN', 'control'), text);
  for (const script of scripts) {
    const source = option(script.option);
    if (source) writeFileSync(join(root, 'DEBIAN', script.name), readFileSync(source), { mode: 0o755 });
  }
  const compression = compressions.get(option('deb-compression') ?? 'xz') ?? 'xz';
  execFileSync('dpkg-deb', ['--root-owner-group', `-Z${compression}`, '--build', root, target], {
    stdio: 'inherit',
  });
} finally {
  rmSync(root, { recursive: true, force: true });
}
