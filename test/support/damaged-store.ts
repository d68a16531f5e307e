/** Stores on the disk that are damaged on purpose, and what was acknowledged before. */
import Database from 'better-sqlite3';
import { expect } from 'vitest';
import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import type { TaskPatch } from '../../src-main/contract/document/patch.ts';
import { markDamaged } from '../../src-main/store/opening/soundness.ts';
import type { Store } from '../../src-main/store/store.ts';
import { edit } from '../../src-main/sync/outbox.ts';
import { patchInstall } from './documents.ts';
import { leavesOf, ruinPage } from './ruined-pages.ts';
import { syncContext, testFolder, type TestContext } from './sync-context.ts';

export * from './ruined-pages.ts';

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

/** A page with tasks on it, of a store that was closed. */
export function leafOfTasks(file: string): number {
  const page = leavesOf(file, 'task')[3];
  if (page === undefined) throw new Error('there are too few tasks');
  return page;
}

/**
 * A store that was saved out of a damaged one, with a task that could not be read and its two changes. `before` is what
 * happened until it was damaged.
 */
export function storeWithoutTask(before: (context: TestContext) => void = () => undefined): {
  context: TestContext;
  taskId: string;
  changeIds: string[];
} {
  const { context, folder, file, acknowledged } = filledStore();
  before(context);
  context.store.close();
  ruinPage(file, leafOfTasks(file));
  markDamaged(file);
  const again = syncContext([], folder);
  const orphan = acknowledged.find(({ taskId }) => again.store.tasks.get(taskId) === null);
  if (!orphan) throw new Error('no task was lost');
  const { taskId } = orphan;
  return {
    context: again,
    taskId,
    changeIds: again.store.changes.ofTask(taskId).map(({ changeId }) => changeId),
  };
}
