import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type codeColumns,
  isChoiceColumn,
  type ListColumn,
  momentColumns,
} from '../../../../src-main/contract/list/columns.ts';
import { addressOf, changeStateOf, codeOf, matches } from '../../../../src-main/contract/list/matches.ts';
import { foldCode, sortable } from '../../../../src-main/contract/list/fold.ts';
import type { ListSort } from '../../../../src-main/contract/list/query.ts';
import type { TaskRow } from '../../../../src-main/contract/task-view.ts';
import { anyListedTasks, anyListQuery } from '../../../support/any-list-query.ts';
import { allRows, byCode, listsOf, TasksInMemory } from '../../../support/lists.ts';

/** What a row is sorted by, or null where it has nothing. */
function keyOf(row: TaskRow, column: ListColumn): string | number | null {
  if (column === 'labels') return row.labels[0] ?? null;
  if (column === 'changeState') return changeStateOf(row);
  if (isChoiceColumn(column)) return row[column];
  if (column === 'address') {
    const address = addressOf(row);
    return address === null ? null : sortable(address);
  }
  if ((momentColumns as readonly string[]).includes(column)) {
    const at = row[column as (typeof momentColumns)[number]];
    return at === null ? null : Date.parse(at);
  }
  const code = codeOf(row, column as (typeof codeColumns)[number]);
  return code === null ? null : foldCode(code);
}

const compareKeys = (one: string | number, other: string | number) =>
  typeof one === 'number'
    ? one - Number(other)
    : Buffer.compare(Buffer.from(one), Buffer.from(String(other)));

/** The order of the contract, said once more and straight. */
function inOrder({ column, descending }: ListSort, number: (row: TaskRow) => number) {
  const plan = (row: TaskRow) => (row.planned === null ? Infinity : Date.parse(row.planned));
  const byPlan = (one: TaskRow, other: TaskRow) =>
    plan(one) === plan(other) ? number(one) - number(other) : plan(one) - plan(other);
  const sign = descending ? -1 : 1;
  return (one: TaskRow, other: TaskRow): number => {
    if (one.ended !== other.ended) return one.ended ? 1 : -1;
    const [first, second] = [keyOf(one, column), keyOf(other, column)];
    if (first === null || second === null) {
      if (first !== null) return -1;
      return second === null ? byPlan(one, other) : 1;
    }
    const by = sign * compareKeys(first, second);
    if (by !== 0) return by;
    return isChoiceColumn(column) ? byPlan(one, other) : sign * (number(one) - number(other));
  };
}

describe('the pages of a list', () => {
  test('are what the contract says, for any tasks, filters and order, and join without a gap', () => {
    fc.assert(
      fc.property(anyListedTasks, anyListQuery, fc.integer({ min: 1, max: 9 }), (tasks, query, limit) => {
        const memory = new TasksInMemory();
        for (const task of tasks) memory.put(task);
        const lists = listsOf(memory);
        const everything = tasks.flatMap(({ taskId }) => lists.row(taskId) ?? []);
        const number = (row: TaskRow) => tasks.findIndex(({ taskId }) => taskId === row.taskId);
        const wanted = everything
          .filter((row) => matches(row, query))
          .sort(inOrder(query.sort, number))
          .map(({ taskId }) => taskId);
        expect(allRows(lists, query, limit).map(({ taskId }) => taskId)).toEqual(wanted);
        expect(lists.count(query, byCode)).toEqual({ count: wanted.length, more: false });
        const skip = Math.floor(wanted.length / 2);
        const skipped = lists.page({ query, after: null, skip, limit: 100 }, byCode);
        expect(skipped.rows.map(({ taskId }) => taskId)).toEqual(wanted.slice(skip));
        lists.close();
      }),
      { numRuns: 300 },
    );
  }, 120_000);
});
