import Database from 'better-sqlite3';
import { existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openStore, type Store } from '../../../../src-main/store/store.ts';
import { madeAgain, shapes } from '../../../../src-main/store/opening/salvage/shapes.ts';
import { markDamaged } from '../../../../src-main/store/opening/soundness.ts';
import { mulberry32 } from '../../../../src-main/sandbox/seed/chance.ts';
import { giveUpFetch, merge, waitingFor } from '../../../../src-main/sync/receiving.ts';
import { openExchanges } from '../../../../src-main/sync/sending.ts';
import {
  bytesOf,
  copyOf,
  filledStore,
  garbage,
  leafOfTasks,
  needAllOrSaid,
  needSound,
  overwrite,
  pagesOf,
  pageSize,
  ruinPage,
  storeWithoutTask,
} from '../../../support/damaged-store.ts';
import { patchInstall } from '../../../support/documents.ts';
import { testFolder } from '../../../support/sync-context.ts';

const frozenFolder = join(import.meta.dirname, '../../../support/frozen-schemas');
const frozenSchemas = readdirSync(frozenFolder).filter((name) => name.endsWith('.sql'));

function opened(file: string): Store {
  const store = openStore(file);
  onTestFinished(() => store.close());
  return store;
}

interface Owner {
  name: string;
  pagetype: string;
  cells: number;
}

/** What each page holds. */
function ownersOf(file: string): Map<number, Owner> {
  const raw = new Database(copyOf(file), { readonly: true });
  const rows = raw
    .prepare<[], Owner & { pageno: number }>('select pageno, name, pagetype, ncell as cells from dbstat')
    .all();
  raw.close();
  return new Map(rows.map(({ pageno, ...owner }) => [pageno, owner]));
}

describe('a database of which one page is ruined', () => {
  test('keeps every edit that was answered, whatever page it was, but for those on the page itself', () => {
    const { context, file, acknowledged } = filledStore();
    context.store.close();
    const owners = ownersOf(file);
    let withLosses = 0;
    for (let page = 1; page <= pagesOf(file); page++) {
      const copy = copyOf(file);
      ruinPage(copy, page);
      markDamaged(copy); // as a statement that met it would
      const store = openStore(copy);
      const lost = needAllOrSaid(store, acknowledged);
      if (lost > 0) {
        withLosses++;
        // A page that only leads to others costs nothing: what it leads to is found without it.
        expect(owners.get(page), `page ${page}`).toEqual({ name: 'change', pagetype: 'leaf', cells: lost });
      }
      needSound(store, copy);
      if (store.salvage) {
        expect(bytesOf(join(dirname(copy), store.salvage.setAsideAs)).length).toBe(pagesOf(file) * pageSize);
        const open = new Set(acknowledged.map(({ taskId }) => taskId));
        expect(store.changes.readyTasks()).toEqual([]);
        for (const taskId of open) expect(store.exchanges.unfetched(taskId)).toHaveLength(1);
      }
      store.close();
    }
    expect(withLosses).toBeGreaterThan(0);
  }, 120_000);

  test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])(
    'says what it lost when three pages are ruined at once, seed %d',
    (seed) => {
      const { context, file, acknowledged } = filledStore();
      context.store.close();
      const random = mulberry32(seed);
      for (let round = 0; round < 8; round++) {
        const copy = copyOf(file);
        for (let at = 0; at < 3; at++) ruinPage(copy, 1 + Math.floor(random() * pagesOf(file)), seed);
        markDamaged(copy);
        const store = openStore(copy);
        if (store.salvage?.changesMayBeLost) {
          for (const { changeNumber } of store.salvage.changesLost) {
            expect(store.changes.get(acknowledged[changeNumber - 1]?.changeId ?? '')).toBeNull();
          }
        } else needAllOrSaid(store, acknowledged);
        needSound(store, copy);
        store.close();
      }
    },
    30_000,
  );

  test('is found without a mark when it is a page of the outbox', () => {
    const { context, file, acknowledged } = filledStore();
    context.store.close();
    for (const [page, owner] of ownersOf(file)) {
      if (owner.name !== 'change') continue;
      const copy = copyOf(file);
      ruinPage(copy, page);
      const store = openStore(copy);
      expect(store.salvage, `page ${page}`).not.toBeNull();
      needAllOrSaid(store, acknowledged);
      store.close();
    }
  }, 60_000);
});

describe('a database whose files are damaged', () => {
  test('a file that is no database is set aside, and a new one takes its place', () => {
    const { context, folder, file } = filledStore(1);
    context.store.close();
    writeFileSync(file, garbage(3000));
    const store = opened(file);
    expect(store.salvage).toMatchObject({ changesKept: 0, taskIdsUnreadable: true });
    expect(readdirSync(folder)).toContain(store.salvage?.setAsideAs);
  });

  test('one that was cut keeps what is before the cut, and says what was behind', () => {
    const { context, file, acknowledged } = filledStore();
    context.store.close();
    for (const part of [0.2, 0.5, 0.9]) {
      const copy = copyOf(file);
      truncateSync(copy, Math.floor(pagesOf(file) * part) * pageSize - 100);
      const store = openStore(copy);
      expect(store.salvage).not.toBeNull();
      for (const { changeNumber } of store.salvage?.changesLost ?? []) {
        expect(store.changes.get(acknowledged[changeNumber - 1]?.changeId ?? '')).toBeNull();
      }
      needSound(store, copy);
      store.close();
    }
  });

  test('one that was cut to nothing is not taken for a new one', () => {
    const { context, file, folder } = filledStore(2);
    void context.store.lists;
    context.store.close();
    truncateSync(file, 0);
    expect(opened(file).salvage).toMatchObject({ cause: 'the database is empty', taskIdsUnreadable: true });
    expect(readdirSync(folder).some((name) => name.includes('.corrupt-'))).toBe(true);
  });

  test('keeps every edit when its head is ruined while the last of them are in the log', () => {
    const { file, acknowledged } = filledStore();
    const copy = copyOf(file);
    ruinPage(copy, 1);
    const store = opened(copy);
    expect(needAllOrSaid(store, acknowledged)).toBe(0);
  });
});

describe('what is saved', () => {
  test('is every table there is, but for those that are made again', () => {
    const { context, file } = filledStore(1);
    context.store.close();
    const raw = new Database(file, { readonly: true });
    const tables = raw
      .prepare<[], string>("select name from sqlite_schema where type = 'table'")
      .pluck()
      .all();
    raw.close();
    const known = [...shapes.map(({ table }) => table), ...madeAgain];
    expect(tables.filter((table) => !known.includes(table) && !table.startsWith('sqlite_stat'))).toEqual([]);
  });

  test.each(frozenSchemas)('is every row of a file of schema %s whose head is ruined', (name) => {
    const file = join(testFolder(), 'patchdesk.sqlite');
    const old = new Database(file);
    old.exec(readFileSync(join(frozenFolder, name), 'utf8'));
    const count = (db: Database.Database, table: string) =>
      db.prepare<[], number>(`select count(*) from ${table}`).pluck().get();
    const tables = shapes
      .map(({ table }) => table)
      .filter((table) =>
        old.prepare("select 1 from sqlite_schema where type = 'table' and name = ?").get(table),
      );
    const before = tables
      .filter((table) => table !== 'salvage' && table !== 'saved_view')
      .map((table) => [table, count(old, table)]);
    old.close();
    overwrite(file, 0, garbage(pageSize));
    const store = opened(file);
    expect(store.salvage).toMatchObject({ changesKept: 5, changesLost: [], historyLost: 0 });
    const raw = new Database(file, { readonly: true });
    // Fetches of our own are added.
    const exchanges = raw.prepare("select count(*) from exchange where event <> 'OWN_FETCH'").pluck().get();
    const after = before.map(([table]) => [
      table,
      table === 'exchange' ? exchanges : count(raw, String(table)),
    ]);
    expect(after).toEqual(before);
    raw.close();
  });

  test('a change without its task waits for it, and is there again with it', () => {
    const { context: again, taskId } = storeWithoutTask();
    const { store } = again;
    expect(store.changes.openOfTask(taskId)).toHaveLength(2);
    expect(store.changes.readyTasks()).toEqual([]);
    // Also when the platform does not show it any more: what has no task has nothing to be offered on.
    const exchanges = store.exchanges.unfetched(taskId);
    const trouble = { kind: 'notVisible' } as const;
    giveUpFetch(again, taskId, waitingFor(again, taskId), trouble);
    expect(store.changes.readyTasks()).toEqual([]);
    expect(() => openExchanges(again)).not.toThrow();
    for (const exchange of exchanges) store.exchanges.put(exchange, '2026-11-23T08:00:00.000Z');
    merge(again, 'outTask', patchInstall({ id: taskId }));
    expect(store.tasks.get(taskId)?.local.work).toMatchObject({
      patch: { odfPosition: expect.stringMatching(/^3-2-/) as string },
    });
    expect(store.changes.readyTasks()).toEqual([taskId]);
  });

  test('is told by every later opening, and is not saved again', () => {
    const { context, file } = filledStore(2);
    context.store.close();
    ruinPage(file, 1);
    const first = openStore(file);
    const { salvage } = first;
    first.close();
    const second = opened(file);
    expect(second.salvage).toBeNull();
    expect(second.salvages.all().map(({ report }) => report)).toEqual([salvage]);
  });

  test('is finished when the program ended before the new file was in its place', () => {
    const { context, folder, file, acknowledged } = filledStore(5);
    context.store.close();
    const copy = copyOf(file);
    ruinPage(copy, 1);
    const store = openStore(copy);
    const aside = store.salvage?.setAsideAs ?? '';
    store.close();
    // As it was just before the last renames.
    const made = join(folder, 'patchdesk.salvaged.sqlite');
    writeFileSync(made, bytesOf(copy));
    writeFileSync(file, bytesOf(join(dirname(copy), aside)));
    const finished = opened(file);
    expect(finished.salvage?.setAsideAs).toBe(aside);
    needAllOrSaid(finished, acknowledged, finished.salvage);
    expect(existsSync(made)).toBe(false);
    expect(existsSync(join(folder, aside))).toBe(true);
  });

  test('damage met at run time is said, and the next start saves what is readable', () => {
    const { context, file, acknowledged } = filledStore();
    context.store.close();
    const copy = copyOf(file);
    ruinPage(copy, leafOfTasks(copy));
    const store = openStore(copy);
    expect(store.salvage).toBeNull();
    const readAll = () => store.tasks.batch('', 1000);
    expect(readAll).toThrow(expect.objectContaining({ code: 'STORE_CORRUPT' }));
    store.close();
    const again = opened(copy);
    expect(again.salvage).not.toBeNull();
    needAllOrSaid(again, acknowledged);
    expect(existsSync(`${copy}-damaged`)).toBe(false);
    rmSync(copy, { force: true });
  });
});
