/**
 * Writes the frozen file of a schema: `node test/support/frozen-schemas/make.ts 5`, once, when that schema is released.
 * A file that is there is never written again: it stands for the files people have.
 */
import Database from 'better-sqlite3';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrate } from '../../../src-main/store/migrations/migrate.ts';
import { migrations } from '../../../src-main/store/migrations/migrations.ts';
import { rowsUpTo, rowsWrittenAt } from './rows.ts';

/** Every statement that makes the database again, rows and counters included. */
function dump(db: Database.Database): string {
  const objects = db
    .prepare<[], { type: string; name: string; sql: string }>(
      "select type, name, sql from sqlite_schema where sql is not null and name not like 'sqlite_%' order by rowid",
    )
    .all();
  const lines = ['pragma foreign_keys = off;', 'begin;'];
  for (const { type, name, sql } of objects) {
    if (type !== 'table') continue;
    lines.push(`${sql};`);
    const columns = db
      .prepare<[string], string>('select name from pragma_table_xinfo(?) where hidden = 0')
      .pluck()
      .all(name);
    const quoted = columns.map((column) => `quote(${column})`).join(" || ', ' || ");
    const rows = db.prepare<[], string>(`select ${quoted} from ${name} order by rowid`).pluck().all();
    for (const row of rows) lines.push(`insert into ${name} (${columns.join(', ')}) values (${row});`);
  }
  for (const { type, sql } of objects) if (type !== 'table') lines.push(`${sql};`);
  lines.push('delete from sqlite_sequence;');
  const counters = db
    .prepare<[], { name: string; seq: number }>('select name, seq from sqlite_sequence')
    .all();
  for (const { name, seq } of counters) {
    lines.push(`insert into sqlite_sequence (name, seq) values ('${name}', ${seq});`);
  }
  const version = db.pragma('user_version', { simple: true }) as number;
  return [...lines, `pragma user_version = ${version};`, 'commit;', ''].join('\n');
}

const number = Number(process.argv[2]);
const file = join(import.meta.dirname, `${String(number).padStart(4, '0')}.sql`);
if (existsSync(file)) throw new Error(`${file} is frozen`);
const db = new Database(':memory:');
migrate(db, { migrations: migrations.slice(0, Math.min(number, rowsWrittenAt)) });
for (const sql of rowsUpTo(number)) db.exec(sql);
migrate(db, { migrations: migrations.slice(0, number) });
writeFileSync(file, dump(db));
