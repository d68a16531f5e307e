/**
 * The two kinds of connection there are, different by type: one writes, one can't.
 *
 * Invariants: every connection has its pragmas, each set and then read back, and is refused when one does not hold;
 * what a `ReadConnection` prepares only reads, by its type, by the file being opened read-only, and by `query_only`;
 * every error of a statement is one of the closed set, and one that says "damaged" is told to whoever opened.
 *
 * The engine reads through the write connection: it is one thread, so nobody waits, and whoever reads in a transaction
 * has to see what that transaction wrote. A read connection sees what was last committed.
 */
import Database from 'better-sqlite3';
import { PatchdeskError } from '../../contract/errors.ts';
import { nativeBinding } from '../native-binding.ts';
import { steady } from '../steady.ts';
import { isCorrupt, storeFailure } from './store-failure.ts';

declare const writes: unique symbol;
declare const reads: unique symbol;

/** The one connection of a store that writes. */
export type WriteConnection = Database.Database & { readonly [writes]: true };

/** A statement that only reads. */
export interface ReadStatement<Bound extends unknown[], Row> {
  get(...bound: Bound): Row | undefined;
  all(...bound: Bound): Row[];
  iterate(...bound: Bound): IterableIterator<Row>;
}

/** A connection without a way to write. */
export interface ReadConnection {
  readonly [reads]: true;
  /** Throws STORE_FAILED for a statement that would write. */
  prepare<Bound extends unknown[], Row>(sql: string): ReadStatement<Bound, Row>;
  close(): void;
}

export type Pragma = readonly [name: string, value: string, readBack: string | number];

const every: readonly Pragma[] = [
  // A saved edit survives a power cut; better-sqlite3's own default with a write-ahead log would not.
  ['synchronous', 'FULL', 2],
  ['foreign_keys', 'ON', 1],
  ['checkpoint_fullfsync', 'ON', 1],
  ['busy_timeout', '5000', 5000],
  // 64 MB.
  ['cache_size', '-65536', -65536],
  // A full disk under the temporary folder would fail a query.
  ['temp_store', 'MEMORY', 2],
  // A page that the disk can't give would end the process with SIGBUS, not with an error.
  ['mmap_size', '0', 0],
  // A damaged or doctored schema can't call functions with side effects.
  ['trusted_schema', 'OFF', 0],
  // A damaged page is found when it is read, not when it has spread.
  ['cell_size_check', 'ON', 1],
];

/** What holds for the connection that writes. */
export const writePragmas: readonly Pragma[] = [['journal_mode', 'WAL', 'wal'], ...every];
/** What holds for those that read; how the file is journalled was settled by the one that writes. */
export const readPragmas: readonly Pragma[] = [...every, ['query_only', 'ON', 1]];

/** Sets each pragma and reads it back. Throws STORE_FAILED naming the one that does not hold. */
export function setPragmas(db: Database.Database, pragmas: readonly Pragma[]): void {
  for (const [name, value, expected] of pragmas) {
    db.pragma(`${name} = ${value}`);
    const found: unknown = db.pragma(name, { simple: true });
    if (found !== expected) {
      throw new PatchdeskError('STORE_FAILED', {
        reason: `pragma ${name} is ${String(found)}, not ${expected}`,
      });
    }
  }
}

/** A connection with its pragmas, each read back. Throws SqliteError, and STORE_FAILED for a pragma. */
export function connect(
  file: string,
  options: Database.Options,
  pragmas: readonly Pragma[],
): Database.Database {
  const binding = nativeBinding();
  const db = new Database(file, binding ? { ...options, nativeBinding: binding } : options);
  try {
    setPragmas(db, pragmas);
    return db;
  } catch (thrown) {
    db.close();
    throw thrown;
  }
}

const asking = ['run', 'get', 'all', 'iterate'] as const;

/** Lets the errors of every statement of a connection pass through `told`, which throws what callers get. */
function watchStatements(db: Database.Database, told: (thrown: unknown) => never): void {
  const prepare = db.prepare.bind(db) as (sql: string) => Database.Statement;
  const watched = (sql: string): Database.Statement => {
    const statement = prepare(steady(sql));
    for (const name of asking) {
      const ask = statement[name].bind(statement) as (...bound: unknown[]) => unknown;
      const asked = (...bound: unknown[]): unknown => {
        try {
          return ask(...bound);
        } catch (thrown) {
          return told(thrown);
        }
      };
      Object.defineProperty(statement, name, { value: asked });
    }
    return statement;
  };
  Object.defineProperty(db, 'prepare', { value: watched });
}

/**
 * Opens (and makes, when missing) a database to write. `damaged` is called when a statement finds the file damaged.
 * Throws SqliteError, and STORE_FAILED for a pragma.
 */
export function openToWrite(file: string, damaged: () => void = () => undefined): WriteConnection {
  const db = connect(file, {}, writePragmas);
  watchStatements(db, (thrown) => {
    if (isCorrupt(thrown)) damaged();
    throw storeFailure(thrown);
  });
  return db as WriteConnection;
}

/** Opens a database that is there, to read. Throws SqliteError, and STORE_FAILED for a pragma. */
export function openToRead(file: string): ReadConnection {
  const db = connect(file, { readonly: true, fileMustExist: true }, readPragmas);
  const connection: Omit<ReadConnection, typeof reads> = {
    prepare<Bound extends unknown[], Row>(sql: string): ReadStatement<Bound, Row> {
      const statement = db.prepare<Bound, Row>(steady(sql));
      if (!statement.readonly) throw new PatchdeskError('STORE_FAILED', { reason: `not a reading: ${sql}` });
      return {
        get: (...bound) => statement.get(...bound),
        all: (...bound) => statement.all(...bound),
        iterate: (...bound) => statement.iterate(...bound),
      };
    },
    close: () => void db.close(),
  };
  return connection as ReadConnection;
}
