/**
 * Makes a new database out of what can be read of a damaged one.
 *
 * Invariants: the damaged file and its log are only read; what is made is complete and on the disk before it gets its
 * name `.salvaged`, so that an end in the middle begins anew; what could not be read is counted, never left unsaid.
 */
import { existsSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { PatchdeskError } from '../../../contract/errors.ts';
import { isoMoment, type Surroundings } from '../../../runtime/surroundings.ts';
import type { ContentFiles } from '../../content-files.ts';
import { syncFile, syncFolder } from '../../../runtime/durable-files.ts';
import { migrate } from '../../migrations/migrate.ts';
import { migrations } from '../../migrations/migrations.ts';
import { openToRead, openToWrite, type WriteConnection } from '../connections.ts';
import { openPages, type Pages } from './pages.ts';
import { chainHistory, fetchAgain, foundHistory, restoreAttachments, settleTasks } from './putting-right.ts';
import { SalvageReport } from './report.ts';
import { takeOver } from './taking-over.ts';

export interface SalvageSetting {
  cause: string;
  contents: ContentFiles;
  surroundings: Pick<Surroundings, 'now' | 'newId'>;
}

const stem = (file: string): string => file.replace(/\.sqlite$/, '');
const underWay = (file: string): string => `${stem(file)}.salvaging.sqlite`;
const complete = (file: string): string => `${stem(file)}.salvaged.sqlite`;
/** A database and what lies beside it. */
const parts = ['', '-wal', '-shm', '-journal'] as const;

/** A name that no file has: what was set aside is never written over. */
function freeName(file: string, at: string): string {
  const name = `${stem(file)}.corrupt-${at.replaceAll(/[:.]/g, '-')}`;
  for (let count = 1; ; count++) {
    const candidate = `${name}${count === 1 ? '' : `-${count}`}.sqlite`;
    if (parts.every((part) => !existsSync(`${candidate}${part}`))) return candidate;
  }
}

function removeAll(file: string): void {
  for (const part of parts) rmSync(`${file}${part}`, { force: true });
}

function fill(db: WriteConnection, pages: Pages, file: string, setting: SalvageSetting): void {
  const { cause, contents, surroundings } = setting;
  db.exec(foundHistory);
  const met = takeOver(pages, db);
  const historyKept = chainHistory(db);
  settleTasks(db);
  restoreAttachments(db, contents);
  const count = (sql: string): number => db.prepare<[], number>(sql).pluck().get() ?? 0;
  const kept = new Set(db.prepare<[], number>('select change_number from change').pluck().all());
  const changesLost = [...met.changes]
    .filter(([changeNumber]) => !kept.has(changeNumber))
    .map(([changeNumber, taskId]) => ({ changeNumber, taskId }))
    .sort((one, other) => one.changeNumber - other.changeNumber);
  // The numbers of lost changes are never given again.
  const highest = [...met.changes.keys()].reduce((most, number) => Math.max(most, number), 0);
  db.prepare("delete from sqlite_sequence where name = 'change'").run();
  db.prepare<[number]>("insert into sqlite_sequence (name, seq) values ('change', ?)").run(highest);
  // A local document may still show what a lost change said.
  const doubtful = new Set(met.strayTasks);
  for (const { taskId } of changesLost) if (taskId !== null) doubtful.add(taskId);
  const tasksToFetch = fetchAgain(
    db,
    { taskIds: met.taskIds, all: pages.logDamaged, doubtful },
    surroundings,
  );
  const at = isoMoment(surroundings.now());
  const report: SalvageReport = {
    at,
    cause,
    setAsideAs: basename(freeName(file, at)),
    changesKept: kept.size,
    changesLost,
    changesMayBeLost: pages.logDamaged || !met.countKnown,
    recordsKept: count('select count(*) from record_entry'),
    historyKept,
    historyLost: Math.max(0, met.lastEntry - historyKept),
    tasksKept: count('select count(*) from task'),
    tasksToFetch,
    taskIdsUnreadable: met.taskIds.size === 0,
  };
  db.prepare<[string, string]>('insert into salvage (set_aside_as, report) values (?, ?)').run(
    report.setAsideAs,
    JSON.stringify(report),
  );
}

function make(file: string, setting: SalvageSetting): void {
  const building = underWay(file);
  removeAll(building);
  const pages = openPages(file);
  try {
    const known = migrations.at(-1)?.number ?? 0;
    // What a newer program would save is not known here: it has to do so itself.
    if (pages.schema !== null && pages.schema > known) {
      throw new PatchdeskError('STORE_TOO_NEW', { found: pages.schema, known });
    }
    const db = openToWrite(building);
    try {
      migrate(db);
      // A change may have to wait for its task.
      db.pragma('foreign_keys = OFF');
      db.transaction(() => fill(db, pages, file, setting)).immediate();
    } finally {
      db.close();
    }
  } finally {
    pages.close();
  }
  syncFile(building);
  renameSync(building, complete(file));
  syncFolder(dirname(file));
}

/** Puts a complete salvage in the place of the damaged file, which is set aside; null when there is none. */
export function finishSalvage(file: string): SalvageReport | null {
  const made = complete(file);
  if (!existsSync(made)) return null;
  const db = openToRead(made);
  const row = db
    .prepare<[], { report: string }>('select report from salvage order by salvage_number desc limit 1')
    .get();
  db.close();
  // What reading it has left: all of it is in the file itself.
  for (const part of parts.slice(1)) rmSync(`${made}${part}`, { force: true });
  if (!row) throw new PatchdeskError('STORE_FAILED', { reason: 'a salvaged database without its report' });
  const report = SalvageReport.parse(JSON.parse(row.report));
  const aside = join(dirname(file), report.setAsideAs);
  for (const part of parts) if (existsSync(`${file}${part}`)) renameSync(`${file}${part}`, `${aside}${part}`);
  renameSync(made, file);
  syncFolder(dirname(file));
  return report;
}

/** Saves what can be read of a damaged database and sets it aside. Throws STORE_TOO_NEW or the error of the disk. */
export function salvage(file: string, setting: SalvageSetting): SalvageReport | null {
  make(file, setting);
  return finishSalvage(file);
}
