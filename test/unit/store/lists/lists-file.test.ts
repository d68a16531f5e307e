import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { openListsOf, type Lists } from '../../../../src-main/store/lists/lists.ts';
import { patchInstall } from '../../../support/documents.ts';
import { allRows, byCode, listsOf, queryOf, TasksInMemory } from '../../../support/lists.ts';
import { testFolder } from '../../../support/sync-context.ts';

function tasksOf(count: number, storeId?: string): TasksInMemory {
  const tasks = new TasksInMemory(storeId);
  for (let at = 0; at < count; at++) tasks.put({ local: patchInstall({ id: `OT-${at}` }) });
  return tasks;
}

const fileIn = (folder: string) => join(folder, 'test.lists.sqlite');
const idsOf = (lists: Lists) => allRows(lists, queryOf()).map(({ taskId }) => taskId);

/** What lists show that were opened again and followed. */
function reopened(tasks: TasksInMemory, folder: string) {
  const lists = openListsOf(fileIn(folder), tasks);
  const behind = lists.behind();
  while (lists.behind() > 0) lists.follow(100, 0);
  const ids = idsOf(lists);
  lists.close();
  return { behind, ids };
}

describe('the file of the lists', () => {
  test('is taken up again where it was left', () => {
    const folder = testFolder();
    const tasks = tasksOf(20);
    listsOf(tasks, folder).close();
    tasks.put({ local: patchInstall({ id: 'OT-20' }) });
    expect(reopened(tasks, folder)).toMatchObject({
      behind: 1,
      ids: expect.arrayContaining(['OT-20']) as string[],
    });
  });

  test('that is damaged in any one page ends up with every task again, told and at once', () => {
    const folder = testFolder();
    const tasks = tasksOf(300);
    listsOf(tasks, folder).close();
    const whole = readFileSync(fileIn(folder));
    for (let page = 0; page < whole.length / 8192; page++) {
      const bytes = Buffer.from(whole);
      bytes.fill(7, page * 8192, (page + 1) * 8192);
      writeFileSync(fileIn(folder), bytes);
      const lists = openListsOf(fileIn(folder), tasks);
      let made = 0;
      lists.onMadeAnew(() => (made += 1));
      const ask = () => {
        idsOf(lists);
        lists.search(queryOf({ search: 'OT-299' }), 5);
        lists.count(queryOf({ filters: [{ column: 'mainStatus', in: ['PLANNED'] }] }), byCode);
        tasks.put({ local: patchInstall({ id: 'OT-7' }) });
        while (lists.behind() > 0) lists.follow(100, 0);
      };
      ask();
      ask();
      expect(idsOf(lists), `page ${page}, made anew ${made} times`).toHaveLength(300);
      lists.close();
    }
  });

  test.each([
    ['is no database', () => Buffer.from('this is no database, but long enough to be taken for one')],
    ['has lost its head', (bytes: Buffer) => Buffer.concat([Buffer.alloc(100), bytes.subarray(100)])],
    ['was cut off', (bytes: Buffer) => bytes.subarray(0, 8192 * 2)],
    [
      'has rubbish in its schema',
      (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 100), Buffer.alloc(2000, 7), bytes.subarray(2100)]),
    ],
  ])('that %s is made anew', (_how, damage) => {
    const folder = testFolder();
    const tasks = tasksOf(20);
    listsOf(tasks, folder).close();
    writeFileSync(fileIn(folder), damage(readFileSync(fileIn(folder))));
    expect(reopened(tasks, folder)).toMatchObject({ behind: 20 });
    expect(reopened(tasks, folder)).toMatchObject({ behind: 0 });
  });

  test('that turns out to be damaged while it is asked is made anew, and says nothing of it', () => {
    const folder = testFolder();
    const tasks = tasksOf(300);
    listsOf(tasks, folder).close();
    const bytes = readFileSync(fileIn(folder));
    // Everything but the schema and the state of following.
    const [root] = new Database(fileIn(folder), { readonly: true })
      .prepare<[], number>(`select max(rootpage) from sqlite_schema where name like 'listing%'`)
      .pluck()
      .all();
    bytes.fill(7, ((root ?? 0) - 1) * 8192, (root ?? 0) * 8192);
    writeFileSync(fileIn(folder), bytes);
    const lists = openListsOf(fileIn(folder), tasks);
    for (const column of ['externalCorrelationId', 'searchCode', 'dhid', 'address'] as const) {
      lists.page(
        { query: queryOf({ sort: { column, descending: false } }), after: null, skip: 0, limit: 10 },
        () => 0,
      );
    }
    while (lists.behind() > 0) lists.follow(100, 0);
    expect(new Set(idsOf(lists)).size).toBe(300);
    lists.close();
  });

  test.each([
    ['of another store', 'another'],
    ['that is ahead of its store', 'store'],
  ])('%s is made anew', (_what, storeId) => {
    const folder = testFolder();
    listsOf(tasksOf(20), folder).close();
    expect(reopened(tasksOf(5, storeId), folder)).toMatchObject({ behind: 5 });
  });

  test('that was being filled in a hurry when the program ended is made anew', () => {
    const folder = testFolder();
    const tasks = tasksOf(20);
    listsOf(tasks, folder).close();
    writeFileSync(`${fileIn(folder)}-filling`, '');
    expect(reopened(tasks, folder)).toMatchObject({ behind: 20 });
    expect(existsSync(`${fileIn(folder)}-filling`)).toBe(false);
  });

  test('may be missing altogether: then lists live in memory', () => {
    const folder = testFolder();
    mkdirSync(fileIn(folder)); // no file can be made under this name
    writeFileSync(join(fileIn(folder), 'in-the-way'), '');
    expect(reopened(tasksOf(20), folder).ids).toHaveLength(20);
    expect(readdirSync(fileIn(folder))).toEqual(['in-the-way']);
  });
});
