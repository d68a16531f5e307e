/**
 * Numbered migrations: the number of the last one applied is `user_version`.
 *
 * Each runs in one transaction with its number, so a crash in between leaves the schema before or after it, never
 * half of it. A file of a newer program is refused, never guessed at.
 */
import type { Database } from 'better-sqlite3';
import { PatchdeskError } from '../../contract/errors.ts';
import { first } from './0001-first.ts';
import { ruleFiles } from './0002-rule-files.ts';
import { attachments } from './0003-attachments.ts';
import { records } from './0004-records.ts';
import { revisions } from './0006-revisions.ts';

const migrations: readonly string[] = [first, ruleFiles, attachments, records, revisions];

/** Brings the schema up to date. Throws STORE_TOO_NEW for a file of a newer program. */
export function migrate(db: Database): void {
  const found = db.pragma('user_version', { simple: true }) as number;
  if (found > migrations.length) {
    throw new PatchdeskError('STORE_TOO_NEW', { found, known: migrations.length });
  }
  for (const [at, sql] of migrations.entries()) {
    if (at < found) continue;
    db.transaction(() => {
      db.exec(sql);
      db.pragma(`user_version = ${at + 1}`);
    }).immediate();
  }
}
