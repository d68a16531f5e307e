/**
 * The file of the lists. All of it can be made again from the tasks: what is wrong with it is thrown away.
 *
 * It is not synced with every commit: after a power cut it may be behind the tasks, never ahead of them, and follows.
 */
import type { Database } from 'better-sqlite3';
import { closeSync, existsSync, fsyncSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { toFailure } from '../../contract/errors.ts';
import { connect, type Pragma } from '../opening/connections.ts';
import { isCorrupt, storeFailure } from '../opening/store-failure.ts';
import { shape, shapeVersion } from './shape.ts';

/** Where the lists of a database are. */
export function listsFileOf(file: string): string {
  return `${file.replace(/\.sqlite$/, '')}.lists.sqlite`;
}

const pragmas: readonly Pragma[] = [
  // Before the first page is written; rows of lists are many and short.
  ['page_size', '8192', 8192],
  ['journal_mode', 'WAL', 'wal'],
  ['synchronous', 'NORMAL', 1],
  ['cache_size', '-65536', -65536],
  ['temp_store', 'MEMORY', 2],
  ['busy_timeout', '5000', 5000],
  // 32 MB: checkpoints are made when there is nothing else to do, this is for when that never is.
  ['wal_autocheckpoint', '4000', 4000],
];

/** There as long as the file is being filled in a hurry: what an end in between left is not to be trusted. */
const marker = (file: string): string => `${file}-filling`;

/** Removes a lists file with what belongs to it. */
export function removeLists(file: string): void {
  for (const end of ['', '-wal', '-shm', '-journal', '-filling']) rmSync(`${file}${end}`, { force: true });
}

/**
 * For a burst of many tasks: the disk is not waited for. A power cut in the middle costs the file, which is made anew by
 * the next start.
 */
export function beginFilling(db: Database): void {
  writeFileSync(marker(db.name), '', { flush: true });
  db.pragma('synchronous = OFF');
}

/** Waits until the disk has everything that was written. */
export function flushLists(db: Database): void {
  for (const file of [db.name, `${db.name}-wal`]) {
    const descriptor = openSync(file, 'r+');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  }
}

/** Back to the usual care, once the disk has everything. Throws where the disk says no: then the mark stays. */
export function endFilling(db: Database): void {
  db.pragma('wal_checkpoint(TRUNCATE)');
  // Whoever reads at this moment keeps part of it in the log.
  flushLists(db);
  rmSync(marker(db.name), { force: true });
}

/** A connection to lists that are there. Throws SqliteError, and STORE_FAILED for a pragma. */
export function connectLists(file: string): Database {
  return connect(file, { fileMustExist: true }, pragmas);
}

interface FollowState {
  shape_version: number;
  store_id: string;
  revision: number;
}

/** How far the file has followed the tasks of this store; null when it is of another store, another shape, or empty. */
function followedTo(db: Database, storeId: string): number | null {
  const table = db.prepare<[], number>(`select 1 from sqlite_schema where name = 'follow_state'`).get();
  if (!table) return null;
  const state = db
    .prepare<[], FollowState>('select shape_version, store_id, revision from follow_state')
    .get();
  return state?.shape_version === shapeVersion && state.store_id === storeId ? state.revision : null;
}

function make(db: Database, storeId: string): Database {
  db.transaction(() => {
    db.exec(shape);
    db.prepare(
      'insert into follow_state (only_row, shape_version, store_id, revision) values (1, ?, ?, 0)',
    ).run(shapeVersion, storeId);
  }).immediate();
  return db;
}

export interface OpenedLists {
  db: Database;
  /** Every task up to this revision is in it. */
  revision: number;
}

/** Opens the lists of a store; a file that is broken, of another store, or ahead of `lastRevision` is made anew. */
export function openLists(file: string, storeId: string, lastRevision: number): OpenedLists {
  let db: Database | null = null;
  try {
    if (existsSync(marker(file))) removeLists(file);
    db = connect(file, {}, pragmas);
    const revision = followedTo(db, storeId);
    if (revision !== null && revision <= lastRevision) return { db, revision };
    db.close();
  } catch (thrown) {
    db?.close();
    if (!isCorrupt(thrown) && !isRefusedByDisk(thrown)) throw thrown;
  }
  return { db: makeAnew(file, storeId), revision: 0 };
}

/** Where no file can be made (a full disk, a folder that is read only) the lists live in memory, as long as we do. */
function makeAnew(file: string, storeId: string): Database {
  try {
    removeLists(file);
    return make(connect(file, {}, pragmas), storeId);
  } catch (thrown) {
    if (!isRefusedByDisk(thrown)) throw thrown;
    return make(connect(':memory:', {}, []), storeId);
  }
}

/** Whether the disk, the folder, or what lies there under this name refuses a file; a fault of our own is none. */
function isRefusedByDisk(thrown: unknown): boolean {
  const told = toFailure(storeFailure(thrown))?.code;
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  return (
    told === 'STORE_FULL' ||
    told === 'STORE_READ_ONLY' ||
    /^(SQLITE_CANTOPEN|SQLITE_IOERR|EISDIR|ERR_FS_EISDIR)/.test(code)
  );
}
