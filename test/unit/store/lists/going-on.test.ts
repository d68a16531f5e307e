import { describe, expect, test } from 'vitest';
import { Cursor } from '../../../../src-main/contract/list-methods.ts';
import type { Lists } from '../../../../src-main/store/lists/lists.ts';
import { patchInstall } from '../../../support/documents.ts';
import { allRows, byCode, listsOf, queryOf, TasksInMemory } from '../../../support/lists.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 1) + minute * 60_000).toISOString();
const follow = (lists: Lists) => {
  while (lists.behind() > 0) lists.follow(100, 0);
};

describe('a list that is read further', () => {
  test('has all its rows when tasks beside it changed so much that another filter leaves the fewest', () => {
    const tasks = new TasksInMemory();
    const put = (id: string, popName: string, due: number) =>
      tasks.put({
        local: patchInstall({ id, planned: at(1), PoPInfo: { popName }, sla: { dueAt: at(due) } }),
      });
    for (let number = 0; number < 60; number++) put(`OT-${number}`, 'A', 1000);
    put('OT-beside', 'A', 5000);
    const lists = listsOf(tasks);
    const query = queryOf({
      filters: [
        { column: 'popName', in: ['A'] },
        { column: 'slaDueAt', from: at(999), until: at(1001) },
      ],
    });
    const first = lists.page({ query, after: null, skip: 0, limit: 20 }, byCode);
    put('OT-beside', 'B', 5000);
    put('OT-other', 'B', 1000);
    follow(lists);
    const second = lists.page({ query, after: first.next, skip: 0, limit: 100 }, byCode);
    expect([first.rows.length, second.rows.length]).toEqual([20, 40]);
    lists.close();
  });

  test('goes on whatever length its texts have', () => {
    const tasks = new TasksInMemory();
    for (let number = 0; number < 9; number++) {
      const externalCorrelationId = `${'"\u{FDFA}'.repeat(2100)}${number}`;
      tasks.put({ local: patchInstall({ id: `OT-${number}`, externalCorrelationId }) });
    }
    const lists = listsOf(tasks);
    const query = queryOf({ sort: { column: 'externalCorrelationId', descending: false } });
    expect(Cursor.safeParse(lists.page({ query, after: null, skip: 0, limit: 3 }, byCode).next).success).toBe(
      true,
    );
    expect(allRows(lists, query, 3)).toHaveLength(9);
    lists.close();
  });
});

describe('a text with half a character in it', () => {
  test('is one value, however often its task changes', () => {
    const tasks = new TasksInMemory();
    const put = (planned: string) =>
      tasks.put({
        local: patchInstall({
          id: 'OT-1',
          planned,
          PoPInfo: { popName: 'Delft \ud83d' },
          labels: [{ name: '\udc00' }],
        }),
      });
    put(at(1));
    const lists = listsOf(tasks);
    for (const minute of [2, 3, 4]) {
      put(at(minute));
      follow(lists);
    }
    const sorted = queryOf({ sort: { column: 'popName', descending: false } });
    expect(allRows(lists, sorted).map(({ taskId }) => taskId)).toEqual(['OT-1']);
    expect(lists.groups(queryOf(), 'popName', byCode)).toEqual([
      { value: 'Delft \ufffd', count: 1, more: false },
    ]);
    expect(lists.groups(queryOf(), 'labels', byCode)).toMatchObject([{ count: 1 }]);
    lists.close();
  });
});
