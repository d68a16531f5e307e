import { relative, resolve } from 'node:path';
import { ESLint } from 'eslint';
import ts from 'typescript-eslint';
import { describe, expect, it } from 'vitest';
import { rooms } from '../../../lint/rooms.js';

const root = resolve(import.meta.dirname, '../../..');

// The project's own configuration, but without type information: the snippets stand in files that do not exist.
const eslint = new ESLint({
  cwd: root,
  overrideConfig: [
    ts.configs.disableTypeChecked,
    { languageOptions: { parserOptions: { projectService: false } } },
  ],
  ruleFilter: ({ ruleId }) => ruleId === 'patchdesk/room-imports' || ruleId.startsWith('no-restricted-'),
});

/** What the lint says about a file with this text. */
async function complaints(file: string, text: string): Promise<string[]> {
  const results = await eslint.lintText(text, { filePath: resolve(root, file) });
  return results.flatMap((result) => result.messages.map((message) => message.message));
}

function folderOf(room: string): string {
  const found = rooms[room];
  if (!found) throw new Error(`there is no room ${room}`);
  return found.folder;
}

const pairs = Object.entries(rooms).flatMap(([from, room]) =>
  Object.keys(rooms).map((to) => ({ from, to, allowed: from === to || room.knows.includes(to) })),
);

describe('imports between rooms', () => {
  const importing = ({ from, to }: { from: string; to: string }): Promise<string[]> =>
    complaints(
      `${folderOf(from)}/deep/file.ts`,
      `import '${relative(`${folderOf(from)}/deep`, `${folderOf(to)}/other/file.ts`)}';`,
    );

  it.each(pairs.filter((pair) => !pair.allowed))('$from may not import $to', async (pair) => {
    expect(await importing(pair)).toEqual([expect.stringContaining(`but not ${pair.to}`)]);
  });

  it.each(pairs.filter((pair) => pair.allowed))('$from may import $to', async (pair) => {
    expect(await importing(pair)).toEqual([]);
  });

  it.each([
    `import type { A } from '../store/a.ts';`,
    `export { a } from '../store/a.ts';`,
    `export * from '../store/a.ts';`,
    `const a = await import('../store/a.ts');`,
    `let a: import('../store/a.ts').A;`,
    `import '../contract/../store/a.ts';`,
    `import '@contract/../store/a.ts';`,
  ])('finds %s', async (text) => {
    expect(await complaints('src-main/domain/file.ts', text)).toHaveLength(1);
  });

  it('knows the alias of the contract', async () => {
    expect(await complaints('src-renderer/app/file.ts', `import '@contract/task-view.ts';`)).toEqual([]);
  });

  it('reads Svelte components', async () => {
    const text = `<script lang="ts">import '../../src-main/store/a.ts';</script>`;
    expect(await complaints('src-renderer/app/File.svelte', text)).toHaveLength(1);
  });

  it('lets no file live outside a room', async () => {
    expect(await complaints('src-main/loose.ts', '')).toEqual([expect.stringContaining('is in no room')]);
  });

  it('lets source import data, but neither tests nor scripts', async () => {
    const file = 'src-main/engine/file.ts';
    expect(await complaints(file, `import '../../resources/status-models.json';`)).toEqual([]);
    expect(await complaints(file, `import '../../test/world.ts';`)).toHaveLength(1);
    expect(await complaints(file, `import '../../scripts/start.ts';`)).toHaveLength(1);
  });
});

describe('packages in rooms', () => {
  it.each([
    ['contract', 'zod', true],
    ['contract', 'uuid', false],
    ['contract', 'node:path', false],
    ['domain', 'node:crypto', false],
    ['domain', 'path', false],
    ['store', 'better-sqlite3', true],
    ['store', 'node:fs/promises', true],
    ['engine', 'electron', false],
    ['sandbox', 'electron', false],
    ['shell', 'electron', true],
    ['shell', 'electron/main', true],
    ['renderer', 'svelte', true],
    ['renderer', '@lucide/svelte/icons/cable', true],
    ['renderer', 'node:fs', false],
    ['renderer', 'electron/renderer', false],
  ] as const)('%s, %s: %s', async (room, name, allowed) => {
    const found = await complaints(`${folderOf(room)}/file.ts`, `import '${name}';`);
    expect(found).toHaveLength(allowed ? 0 : 1);
  });
});

describe('pure rooms', () => {
  const outsideWorld = [
    'Date.now()',
    'new Date()',
    'Date()',
    'Math.random()',
    'crypto.randomUUID()',
    'globalThis.crypto',
    'performance.now()',
    'setTimeout(f)',
    'fetch(url)',
    'process.env',
  ];

  it.each(outsideWorld)('domain may not use %s', async (expression) => {
    expect(await complaints('src-main/domain/file.ts', `export const x = ${expression};`)).toHaveLength(1);
  });

  it('domain may read a time that it is given', async () => {
    expect(await complaints('src-main/domain/file.ts', 'export const at = new Date(0).getTime();')).toEqual(
      [],
    );
  });

  it('other rooms may look at the clock', async () => {
    expect(await complaints('src-main/runtime/file.ts', 'export const now = Date.now();')).toEqual([]);
  });
});
