import Database from 'better-sqlite3';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { migrate } from '../../../../src-main/store/migrations/migrate.ts';
import { migrations } from '../../../../src-main/store/migrations/migrations.ts';
import { backupOf } from '../../../../src-main/store/opening/backup.ts';
import { openStore } from '../../../../src-main/store/store.ts';
import { testFolder } from '../../../support/sync-context.ts';

const folder = join(import.meta.dirname, '../../../support/frozen-schemas');
const frozen = readdirSync(folder)
  .filter((name) => name.endsWith('.sql'))
  .map((name) => ({
    name,
    number: Number.parseInt(name, 10),
    sql: readFileSync(join(folder, name), 'utf8'),
  }));
const newest = migrations.at(-1)?.number ?? 0;

/** What nobody may lose, with the columns of the first schema that had it. */
const kept = {
  change:
    'change_number, change_id, task_id, schema_version, patch, fields, made_at, made_by, state, ended_at, receipt, refusal',
  exchange:
    'indication_id, direction, api, task_id, system_id, cluster, event, state, served, shown_change, outcome, tries, due_at, trouble, opened_at, updated_at',
  history: 'entry_number, task_id, at, kind, by, detail',
  task: "task_id, api, base, iif(local = '', base, local), version, pending, refused, ended",
  rule_file: 'kind, file_name, content, imported_at, imported_by',
  rule_file_history: 'entry_number, kind, at, by, file_name, content',
  attachment_content: 'sha256, size, at',
  attachment_added: 'attachment_id, change_id, sha256',
  record_entry: 'entry_number, entry_id, task_id, action, at, by',
};

function schemaOf(db: Database.Database): unknown[] {
  return db.prepare('select type, name, tbl_name, sql from sqlite_schema order by type, name').all();
}

function rowsOf(db: Database.Database, tables: readonly string[]): Record<string, unknown[]> {
  const columns = Object.entries(kept).filter(([table]) => tables.includes(table));
  return Object.fromEntries(
    columns.map(([table, names]) => [table, db.prepare(`select ${names} from ${table} order by 1`).all()]),
  );
}

function tablesOf(db: Database.Database): string[] {
  return db.prepare<[], string>("select name from sqlite_schema where type = 'table'").pluck().all();
}

test('there is a frozen file of every schema that was released', () => {
  expect(frozen.map(({ number }) => number)).toEqual(expect.arrayContaining([1, 2, 3, 4, 5, 6]));
});

describe.each(frozen)('a database of schema $number', ({ number, sql }) => {
  test('is what its migrations make', () => {
    const file = new Database(':memory:');
    file.exec(sql);
    const made = new Database(':memory:');
    migrate(made, { migrations: migrations.slice(0, number) });
    expect(file.pragma('user_version', { simple: true })).toBe(number);
    expect(schemaOf(file)).toEqual(schemaOf(made));
  });

  test('opens, and has every change, exchange, entry and record byte for byte', () => {
    const file = join(testFolder(), 'patchdesk.sqlite');
    const old = new Database(file);
    old.exec(sql);
    const tables = tablesOf(old);
    const before = rowsOf(old, tables);
    old.close();
    for (const rows of Object.values(before)) expect(rows.length).toBeGreaterThan(0);

    const store = openStore(file);
    expect(store.salvage).toBeNull();
    expect(store.history.verify()).toBeNull();
    expect(store.changes.allOpen().map(({ state }) => state)).toEqual(['queued', 'sent', 'refused']);
    store.close();

    const raw = new Database(file, { readonly: true });
    expect(rowsOf(raw, tables)).toEqual(before);
    expect(raw.pragma('user_version', { simple: true })).toBe(newest);
    expect(raw.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(raw.pragma('foreign_key_check')).toEqual([]);
    raw.close();
  });

  test.runIf(number < newest)('leaves a copy of itself as it was', () => {
    const file = join(testFolder(), 'patchdesk.sqlite');
    const old = new Database(file);
    old.exec(sql);
    const tables = tablesOf(old);
    const before = rowsOf(old, tables);
    old.close();
    openStore(file).close();
    const copy = new Database(backupOf(file, number, newest), { readonly: true });
    expect(copy.pragma('user_version', { simple: true })).toBe(number);
    expect(rowsOf(copy, tables)).toEqual(before);
    copy.close();
    expect(existsSync(`${backupOf(file, number, newest)}.part`)).toBe(false);
  });
});
