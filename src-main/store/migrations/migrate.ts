/**
 * Brings the schema of a file up to date.
 *
 * Invariants: each migration runs in one transaction with its number (`user_version`), so that a crash leaves the schema
 * before or after it, never half of it; before the first one a copy of the file is on the disk.
 *
 * Frozen: a file says in `schema_fact.minimum_safe` which schema a program has to know at least to open it. A program
 * opens a newer file when it knows that much, and leaves its schema alone; one that says nothing asks for its own number.
 * Programs before schema 5 refuse every newer file.
 */
import type { Database } from 'better-sqlite3';
import { PatchdeskError, toFailure } from '../../contract/errors.ts';
import { storeFailure } from '../opening/store-failure.ts';
import { migrations as released, type Migration } from './migrations.ts';

/** The schema from which on a file says what it asks for. */
const saysMinimum = 5;

/** The number of the last migration applied; 0 for a new file. */
export function schemaOf(db: Database): number {
  return db.pragma('user_version', { simple: true }) as number;
}

function minimumSafeOf(db: Database, found: number): number {
  const known = db
    .prepare<[], number>("select 1 from sqlite_schema where name = 'schema_fact'")
    .pluck()
    .get();
  if (known === undefined) return found;
  return db.prepare<[], number>('select minimum_safe from schema_fact').pluck().get() ?? found;
}

function apply(db: Database, migration: Migration, minimumSafe: number): void {
  const { number, name, apply: change } = migration;
  try {
    db.transaction(() => {
      if (typeof change === 'string') db.exec(change);
      else change(db);
      if (number >= saysMinimum) {
        db.prepare<[number]>(
          `insert into schema_fact (only_row, minimum_safe) values (1, ?)
           on conflict (only_row) do update set minimum_safe = excluded.minimum_safe`,
        ).run(minimumSafe);
      }
      db.pragma(`user_version = ${number}`);
    }).immediate();
  } catch (thrown) {
    const failure = storeFailure(thrown, `migration ${number} (${name})`);
    if (toFailure(failure)) throw failure;
    throw new PatchdeskError('STORE_FAILED', { reason: `migration ${number} (${name}): ${String(thrown)}` });
  }
}

export interface MigrateSetting {
  /** Called before the first migration of a file that has one already: makes the copy. */
  before?: (found: number) => void;
  migrations?: readonly Migration[];
}

/**
 * Applies what is missing; returns whether anything was. Throws STORE_TOO_NEW for a file that asks for a newer program,
 * and STORE_* naming the migration that failed; the file is then as it was before that one.
 */
export function migrate(db: Database, setting: MigrateSetting = {}): boolean {
  const { before = () => undefined, migrations = released } = setting;
  const known = migrations.at(-1)?.number ?? 0;
  const found = schemaOf(db);
  if (found > known) {
    if (minimumSafeOf(db, found) > known) throw new PatchdeskError('STORE_TOO_NEW', { found, known });
    return false;
  }
  const missing = migrations.filter(({ number }) => number > found);
  if (missing.length === 0) return false;
  if (found > 0) before(found);
  for (const migration of missing) {
    const upToIt = migrations.filter(({ number }) => number <= migration.number);
    apply(db, migration, Math.max(...upToIt.map(({ minimumSafe }) => minimumSafe)));
  }
  return true;
}
