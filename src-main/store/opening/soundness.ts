/**
 * Whether a database is whole, as far as a start has time to find out.
 *
 * Every start: the outbox, its exchanges and its attachments, which are small. After an end without a word: the history
 * and records too. After a statement met damage (a marker beside the file says so): everything. A log with a damaged
 * frame is looked for before SQLite opens it, which takes all behind that frame for never written.
 */
import { existsSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { toFailure } from '../../contract/errors.ts';
import { syncFolder } from '../../runtime/durable-files.ts';
import { dirname } from 'node:path';
import { openToRead } from './connections.ts';
import { openPages } from './salvage/pages.ts';
import { isCorrupt, storeFailure } from './store-failure.ts';

const marker = (file: string): string => `${file}-damaged`;

/** Asks the next start to look at everything; for when a statement met damage, which is what its caller is told. */
export function markDamaged(file: string): void {
  try {
    writeFileSync(marker(file), '', { flush: true });
    syncFolder(dirname(file));
  } catch (thrown) {
    // No room for the mark: what every start looks at has to do. The damage is told all the same.
    if (!toFailure(storeFailure(thrown))) throw thrown;
  }
}

/** Everything was looked at, or saved elsewhere. */
export function unmarkDamaged(file: string): void {
  rmSync(marker(file), { force: true });
}

const always = [
  "pragma quick_check('change')",
  "pragma quick_check('exchange')",
  "pragma quick_check('attachment_added')",
  "pragma quick_check('attachment_content')",
];
const afterCrash = [...always, "pragma quick_check('record_entry')", "pragma quick_check('history')"];
const everything = ['pragma integrity_check'];

const sizeOf = (file: string): number => (existsSync(file) ? statSync(file).size : 0);

/** What is wrong with the files themselves, before SQLite touches them. */
function damagedFiles(file: string, hasNeighbours: boolean): string | null {
  const log = sizeOf(`${file}-wal`);
  if (sizeOf(file) === 0) {
    // SQLite would take both for a new database.
    if (log > 0) return 'the database is gone, its log is there';
    return existsSync(file) && hasNeighbours ? 'the database is empty' : null;
  }
  if (log === 0) return null;
  const pages = openPages(file);
  try {
    return pages.logDamaged ? 'the write-ahead log is damaged' : null;
  } finally {
    pages.close();
  }
}

/** What SQLite says is wrong; the first of it. */
function damagedContent(file: string, checks: readonly string[]): string | null {
  const db = openToRead(file);
  try {
    const tables = new Set(
      db
        .prepare<[], { name: string }>("select name from sqlite_schema where type = 'table'")
        .all()
        .map(({ name }) => name),
    );
    // An earlier schema does not have all of them.
    const possible = checks.filter((check) => {
      const [, table] = /'(.+)'/.exec(check) ?? [];
      return table === undefined || tables.has(table);
    });
    for (const check of possible) {
      const [row] = db.prepare<[], Record<string, string>>(check).all();
      const [found = 'no answer'] = Object.values(row ?? {});
      if (found !== 'ok') return found;
    }
    return null;
  } finally {
    db.close();
  }
}

/**
 * What is wrong with a database, or null. `hasNeighbours` tells that there was one in this place before. Throws what
 * SQLite throws when the file can't be opened for another reason.
 */
export function damageOf(file: string, hasNeighbours: boolean): string | null {
  const files = damagedFiles(file, hasNeighbours);
  if (files !== null || sizeOf(file) === 0) return files;
  const checks = existsSync(marker(file)) ? everything : sizeOf(`${file}-wal`) > 0 ? afterCrash : always;
  try {
    return damagedContent(file, checks);
  } catch (thrown) {
    if (isCorrupt(thrown)) return thrown instanceof Error ? thrown.message : String(thrown);
    throw thrown;
  }
}
