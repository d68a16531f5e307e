import Database from 'better-sqlite3';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { migrate } from '../../../../src-main/store/migrations/migrate.ts';
import { migrations, type Migration } from '../../../../src-main/store/migrations/migrations.ts';
import { backUp, backupOf, removeOldBackups } from '../../../../src-main/store/opening/backup.ts';
import { openToWrite } from '../../../../src-main/store/opening/connections.ts';
import { openStore } from '../../../../src-main/store/store.ts';
import { edit } from '../../../../src-main/sync/outbox.ts';
import { asBuilt, patchInstall, taskId } from '../../../support/documents.ts';
import { syncContext, testFolder } from '../../../support/sync-context.ts';

const known = migrations.at(-1)?.number ?? 0;
const next = (minimumSafe: number): Migration => ({
  number: known + 1,
  name: 'of the future',
  minimumSafe,
  apply: 'create table future (a)',
});

function newer(file: string, minimumSafe: number): void {
  const db = openToWrite(file);
  migrate(db, { migrations: [...migrations, { ...next(minimumSafe), apply: 'create table future (a)' }] });
  db.close();
}

function schema4(file: string): void {
  const db = new Database(file);
  db.exec(readFileSync(join(import.meta.dirname, '../../../support/frozen-schemas/0004.sql'), 'utf8'));
  db.close();
}

const versionOf = (file: string): unknown => {
  const db = new Database(file, { readonly: true });
  const version = db.pragma('user_version', { simple: true });
  db.close();
  return version;
};

describe('migrations', () => {
  test('are numbered from 1 without a gap, and each asks for no more than itself', () => {
    expect(migrations.map(({ number }) => number)).toEqual(migrations.map((_, at) => at + 1));
    for (const { number, minimumSafe } of migrations) expect(minimumSafe).toBeLessThanOrEqual(number);
  });

  test('a newer file that this program can not write safely is refused, and left as it is', () => {
    const file = join(testFolder(), 'patchdesk.sqlite');
    newer(file, known + 1);
    const before = readFileSync(file);
    expect(() => openStore(file)).toThrow(
      expect.objectContaining({ code: 'STORE_TOO_NEW', detail: { found: known + 1, known } }),
    );
    expect(readFileSync(file)).toEqual(before);
    expect(readdirSync(dirname(file))).toEqual([basename(file)]);
  });

  test('a newer file that it can write safely opens, works, and keeps its number', () => {
    const folder = testFolder();
    const file = join(folder, 'patchdesk.sqlite');
    newer(file, known);
    const context = syncContext([patchInstall()], folder);
    expect(edit(context, '0192f0c4-0000-7000-8000-00000000000a', taskId, asBuilt)).toBe(1);
    context.store.close();
    expect(versionOf(file)).toBe(known + 1);
  });

  test('what an earlier one asks for is asked for by all that follow', () => {
    const file = join(testFolder(), 'patchdesk.sqlite');
    newer(file, 1);
    const db = new Database(file, { readonly: true });
    const highest = Math.max(...migrations.map(({ minimumSafe }) => minimumSafe));
    expect(db.prepare('select minimum_safe from schema_fact').pluck().get()).toBe(highest);
    db.close();
  });

  test('one that fails leaves the file as it was, and is named', () => {
    const file = join(testFolder(), 'patchdesk.sqlite');
    schema4(file);
    const db = openToWrite(file);
    const failing: Migration[] = [
      ...migrations.slice(0, 4),
      {
        number: 5,
        name: 'half of it',
        minimumSafe: 5,
        apply(into) {
          into.exec('create table half (a)');
          throw new Error('power cut');
        },
      },
    ];
    expect(() => migrate(db, { migrations: failing })).toThrow(
      expect.objectContaining({
        code: 'STORE_FAILED',
        detail: { reason: expect.stringContaining('migration 5 (half of it)') as string },
      }),
    );
    expect(db.pragma('user_version', { simple: true })).toBe(4);
    expect(db.prepare("select 1 from sqlite_schema where name = 'half'").get()).toBeUndefined();
    db.close();
  });

  test('begin only when the copy is on the disk', () => {
    const file = join(testFolder(), 'patchdesk.sqlite');
    schema4(file);
    // A folder in the place of the copy: it can not be made.
    mkdirSync(backupOf(file, 4, known));
    expect(() => openStore(file)).toThrow(
      expect.objectContaining({
        detail: { reason: expect.stringContaining('copy before a migration') as string },
      }),
    );
    expect(versionOf(file)).toBe(4);
  });

  test('keep the last two copies', () => {
    const folder = testFolder();
    const file = join(folder, 'patchdesk.sqlite');
    const db = openToWrite(file);
    for (const found of [1, 2, 3]) backUp(db, backupOf(file, found, 9));
    db.close();
    writeFileSync(`${file}.before-breakfast`, 'of somebody else');
    removeOldBackups(file);
    const copies = readdirSync(folder).filter((name) => name.includes('.before-'));
    expect(copies).toHaveLength(3);
    expect(copies).toContain(`${basename(file)}.before-breakfast`);
    expect(copies).not.toContain(basename(backupOf(file, 1, 9)));
  });
});
