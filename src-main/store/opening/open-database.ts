/**
 * From a file to a connection that can be trusted.
 *
 * In this order: a salvage that was cut off is finished; a damaged file is set aside and what can be read of it saved; the
 * pragmas are set and read back; a copy is made where the schema is an earlier one; the schema is brought up to date.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Surroundings } from '../../runtime/surroundings.ts';
import type { ContentFiles } from '../content-files.ts';
import { migrate } from '../migrations/migrate.ts';
import { migrations } from '../migrations/migrations.ts';
import { backUp, backupOf, removeOldBackups } from './backup.ts';
import { openToWrite, type WriteConnection } from './connections.ts';
import type { SalvageReport } from './salvage/report.ts';
import { finishSalvage, salvage } from './salvage/salvage.ts';
import { damageOf, markDamaged, unmarkDamaged } from './soundness.ts';

export interface OpeningSetting {
  contents: ContentFiles;
  surroundings: Pick<Surroundings, 'now' | 'newId'>;
  /** A file that is only there when the database was in use before. */
  neighbour: string;
}

export interface OpenedDatabase {
  db: WriteConnection;
  /** What was saved by this opening out of a damaged file; null when it was whole. */
  salvage: SalvageReport | null;
}

function heal(file: string, { neighbour, ...setting }: OpeningSetting): SalvageReport | null {
  const finished = finishSalvage(file);
  const cause = damageOf(file, existsSync(neighbour));
  const report = cause === null ? finished : salvage(file, { ...setting, cause });
  unmarkDamaged(file);
  return report;
}

/** Opens (and makes, when missing) the database. Throws STORE_*, SqliteError or the error of the system. */
export function openDatabase(file: string, setting: OpeningSetting): OpenedDatabase {
  mkdirSync(dirname(file), { recursive: true });
  const report = heal(file, setting);
  const db = openToWrite(file, () => markDamaged(file));
  try {
    const target = migrations.at(-1)?.number ?? 0;
    if (migrate(db, { before: (found) => backUp(db, backupOf(file, found, target)) })) removeOldBackups(file);
    return { db, salvage: report };
  } catch (thrown) {
    db.close();
    throw thrown;
  }
}
