/** Stores on the disk that are damaged on purpose, and what was acknowledged before. */
import Database from 'better-sqlite3';
import { expect } from 'vitest';
import { closeSync, copyFileSync, existsSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { TaskPatch } from '../../src-main/contract/document/patch.ts';
import { mulberry32 } from '../../src-main/sandbox/seed/chance.ts';
import type { Store } from '../../src-main/store/store.ts';
import { edit } from '../../src-main/sync/outbox.ts';
import { patchInstall } from './documents.ts';
import { syncContext, testFolder, type TestContext } from './sync-context.ts';

export const pageSize = 4096;

/** An edit that was answered. */
export interface Acknowledged {
  changeId: string;
  taskId: string;
  patch: TaskPatch;
}

export interface Filled {
  context: TestContext;
  folder: string;
  file: string;
  acknowledged: Acknowledged[];
}

export const changeIdOf = (number: number): string =>
  `0192f0c4-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;

/** A store with so many tasks, each with two edits that were answered. */
export function filledStore(tasks = 40): Filled {
  const folder = testFolder();
  const documents = Array.from({ length: tasks }, (_, at) =>
    patchInstall({ id: `OT-${String(at).padStart(4, '0')}`, remark: 'x'.repeat(700) }),
  );
  const context = syncContext(documents, folder);
  const acknowledged: Acknowledged[] = [];
  for (const round of [1, 2]) {
    for (const { id: taskId } of documents) {
      const changeId = changeIdOf(0x1000 + acknowledged.length);
      const patch = { work: { patch: { odfPosition: `3-${round}-${acknowledged.length}` } } };
      edit(context, changeId, taskId, patch);
      acknowledged.push({ changeId, taskId, patch });
    }
  }
  return { context, folder, file: join(folder, 'patchdesk.sqlite'), acknowledged };
}

/** The files of a store as a power cut would leave them, or those of a store that was closed, in another folder. */
export function copyOf(file: string, folder = testFolder()): string {
  const copy = join(folder, 'patchdesk.sqlite');
  for (const end of ['', '-wal'])
    if (existsSync(`${file}${end}`)) copyFileSync(`${file}${end}`, `${copy}${end}`);
  return copy;
}

/** Bytes of no meaning. */
export function garbage(size: number, seed = 1): Buffer {
  const random = mulberry32(seed);
  return Buffer.from(Array.from({ length: size }, () => Math.floor(random() * 256)));
}

export function overwrite(file: string, offset: number, bytes: Buffer): void {
  const handle = openSync(file, 'r+');
  try {
    writeSync(handle, bytes, 0, bytes.length, offset);
  } finally {
    closeSync(handle);
  }
}

/** Overwrites a page, numbered from 1. */
export function ruinPage(file: string, page: number, seed = page): void {
  overwrite(file, (page - 1) * pageSize, garbage(pageSize, seed));
}

export const pagesOf = (file: string): number => statSync(file).size / pageSize;
export const bytesOf = (file: string): Buffer => readFileSync(file);

/** Every edit is there with its patch, or is said to be lost; returns how many are lost. */
export function needAllOrSaid(
  store: Store,
  acknowledged: readonly Acknowledged[],
  said = store.salvage,
): number {
  const missing = acknowledged.flatMap(({ changeId, patch }, at) => {
    const found = store.changes.get(changeId);
    if (found) expect(found.patch).toEqual(patch);
    return found ? [] : [at + 1];
  });
  const lost = (said?.changesLost ?? []).map(({ changeNumber }) => changeNumber);
  expect(lost).toEqual(missing);
  return missing.length;
}

export function needSound(store: Store, file: string): void {
  expect(store.history.verify()).toBeNull();
  const raw = new Database(file, { readonly: true });
  expect(raw.pragma('integrity_check', { simple: true })).toBe('ok');
  raw.close();
}
