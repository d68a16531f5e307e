/**
 * A copy of the database before its schema changes.
 *
 * Invariants: the copy has its name only when all of it is on the disk; older copies go only after the migration
 * succeeded, and the last two stay.
 */
import { readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { syncFile, syncFolder } from '../../runtime/durable-files.ts';
import type { WriteConnection } from './connections.ts';
import { storeFailure } from './store-failure.ts';

const kept = 2;

/** Where the copy of a file is that had the schema `found` before it got `target`. */
export function backupOf(file: string, found: number, target: number): string {
  return `${file}.before-${target}-was-${found}`;
}

/** Copies the database beside it. Throws STORE_* saying that it was the copy; the database is untouched. */
export function backUp(db: WriteConnection, copy: string): void {
  const part = `${copy}.part`;
  try {
    rmSync(part, { force: true });
    db.prepare<[string]>('vacuum into ?').run(part);
    syncFile(part);
    renameSync(part, copy);
    syncFolder(dirname(copy));
  } catch (thrown) {
    rmSync(part, { force: true });
    throw storeFailure(thrown, 'copy before a migration');
  }
}

/** Removes copies but for the last two. */
export function removeOldBackups(file: string): void {
  const folder = dirname(file);
  const copies = readdirSync(folder)
    .filter((name) => name.startsWith(`${basename(file)}.before-`) && /-was-\d+$/.test(name))
    .map((name) => ({ path: join(folder, name), at: statSync(join(folder, name)).mtimeMs }))
    .sort((one, other) => other.at - one.at || (one.path < other.path ? 1 : -1));
  for (const { path } of copies.slice(kept)) rmSync(path);
}
