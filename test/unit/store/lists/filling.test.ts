import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import type { Lists } from '../../../../src-main/store/lists/lists.ts';
import { openListsOf } from '../../../../src-main/store/lists/lists.ts';
import { listsFileOf } from '../../../../src-main/store/lists/lists-file.ts';
import { mergeAll } from '../../../../src-main/sync/receiving.ts';
import { patchInstall } from '../../../support/documents.ts';
import { allRows, byCode, listsOf, queryOf, TasksInMemory } from '../../../support/lists.ts';
import { syncContext, testFolder, type TestContext } from '../../../support/sync-context.ts';

const many = 1200;

/** A context with a burst of tasks that its lists do not have yet. */
function behind(folder: string, count = many): TestContext {
  const context = syncContext([], folder);
  const documents = Array.from({ length: count }, (_, at) =>
    patchInstall({ id: `OT-${at}`, dhid: `DH-${at % 7}`, planned: `2026-11-2${at % 10}T08:00:00Z` }),
  );
  mergeAll(
    context,
    documents.map((document) => ({ api: 'outTask' as const, document })),
  );
  return context;
}

/** Fills, and tells what was told: how often something was committed, and why it ended. */
function filled(lists: Lists): Promise<{ commits: number; reason: string | null }> {
  const { promise, resolve } = Promise.withResolvers<{ commits: number; reason: string | null }>();
  let commits = 0;
  const fills = lists.fill(0, {
    committed: () => (commits += 1),
    ended: (reason) => resolve({ commits, reason }),
  });
  expect(fills).toBe(true);
  return promise;
}

/** Everything that lists answer. */
const answers = (lists: Lists) => ({
  rows: allRows(lists, queryOf(), 500),
  counted: lists.count(queryOf({ filters: [{ column: 'mainStatus', in: ['PLANNED'] }] }), byCode),
  groups: lists.groups(queryOf(), 'popName', byCode),
  found: lists.search(queryOf({ search: 'DH-3' }), 50),
});

const fileIn = (folder: string) => join(folder, 'patchdesk.sqlite');
const markOf = (folder: string) => `${listsFileOf(fileIn(folder))}-filling`;

describe('the thread that fills lists', () => {
  test('brings in a burst, and the lists are those that would have followed in slices', async () => {
    const [folder, other] = [testFolder(), testFolder()];
    const { store } = behind(folder);
    const { commits, reason } = await filled(store.lists);
    expect(reason).toBeNull();
    expect(commits).toBeGreaterThan(1);
    expect(store.lists.behind()).toBe(0);
    const sliced = listsOf(store.tasks.followed, other);
    expect(answers(store.lists)).toEqual(answers(sliced));
    expect(existsSync(markOf(folder))).toBe(false);
    sliced.close();
  });

  test('leaves the lists to whoever follows small changes afterwards', async () => {
    const context = behind(testFolder());
    const { lists } = context.store;
    await filled(lists);
    mergeAll(context, [{ api: 'outTask', document: patchInstall({ id: 'OT-new', dhid: 'DH-new' }) }]);
    expect(lists.fill(0, { committed: () => undefined, ended: () => undefined })).toBe(false);
    lists.follow(100, 0);
    expect(lists.search(queryOf({ search: 'DH-new' }), 5).rows.map(({ taskId }) => taskId)).toEqual([
      'OT-new',
    ]);
    expect(lists.groups(queryOf(), 'taskType', byCode)).toMatchObject([{ count: many + 1 }]);
  });

  test('has the file to itself: nothing follows until it has ended, and questions are answered', async () => {
    const { store } = behind(testFolder());
    const ended = filled(store.lists);
    expect(store.lists.follow(100, 0)).toEqual([]);
    expect(store.lists.count(queryOf(), byCode).count).toBeLessThan(many);
    await ended;
    expect(store.lists.count(queryOf(), byCode).count).toBe(many);
  });

  test('lets go of the file when it is closed in the middle, and the next one goes on from there', () => {
    const folder = testFolder();
    const { store } = behind(folder, 4000);
    void filled(store.lists);
    store.lists.close();
    const file = listsFileOf(fileIn(folder));
    const db = new Database(file);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(
      db.prepare(`insert into search_open (search_open, rank) values ('integrity-check', 1)`).run(),
    ).toBeTruthy();
    db.close();
    const again = openListsOf(file, store.tasks.followed);
    while (again.behind() > 0) again.follow(1000, 0);
    expect(allRows(again, queryOf(), 1000)).toHaveLength(4000);
    again.close();
  });

  test('says why it could not, and slices do it', async () => {
    const folder = testFolder();
    const { store } = behind(testFolder());
    const gone = Object.assign(Object.create(store.tasks.followed) as typeof store.tasks.followed, {
      file: join(folder, 'gone.sqlite'),
    });
    const lists = openListsOf(join(folder, 'test.lists.sqlite'), gone);
    expect((await filled(lists)).reason).toContain('unable to open database file');
    while (lists.behind() > 0) lists.follow(1000, 0);
    expect(lists.count(queryOf(), byCode).count).toBe(many);
    lists.close();
  });

  test('that finds the file damaged has it made anew', async () => {
    const folder = testFolder();
    const context = behind(folder);
    const { lists } = context.store;
    await filled(lists);
    const later = Array.from({ length: many }, (_, at) => patchInstall({ id: `OT-later-${at}` }));
    mergeAll(
      context,
      later.map((document) => ({ api: 'outTask' as const, document })),
    );
    writeFileSync(listsFileOf(fileIn(folder)), Buffer.alloc(1_000_000, 7));
    await filled(lists);
    while (lists.behind() > 0) lists.follow(1000, 0);
    expect(lists.count(queryOf(), byCode).count).toBe(2 * many);
  });

  test('is not asked for a few tasks, nor for lists of tasks that are in memory', () => {
    const never = { committed: () => undefined, ended: () => undefined };
    expect(behind(testFolder(), 20).store.lists.fill(0, never)).toBe(false);
    const tasks = new TasksInMemory();
    for (let at = 0; at < many; at++) tasks.put({ local: patchInstall({ id: `OT-${at}` }) });
    const lists = openListsOf(join(testFolder(), 'test.lists.sqlite'), tasks);
    expect(lists.fill(0, never)).toBe(false);
    lists.close();
  });
});
