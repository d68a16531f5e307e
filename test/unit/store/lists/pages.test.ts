import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  choiceColumns,
  codeColumns,
  isChoiceColumn,
  momentColumns,
  type ListColumn,
} from '../../../../src-main/contract/list/columns.ts';
import { addressOf, changeStateOf, codeOf, matches } from '../../../../src-main/contract/list/matches.ts';
import { foldCode, sortable } from '../../../../src-main/contract/list/fold.ts';
import type { ListFilter, ListQuery, ListSort } from '../../../../src-main/contract/list/query.ts';
import type { TaskDocument } from '../../../../src-main/contract/document/task-document.ts';
import type { TaskRow } from '../../../../src-main/contract/task-view.ts';
import type { ListedTask } from '../../../../src-main/domain/listing/listing.ts';
import { allRows, byCode, listsOf, TasksInMemory } from '../../../support/lists.ts';

const few = (...values: string[]) => fc.constantFrom(null, undefined, ...values);
const day = (at: number) => new Date(Date.UTC(2026, 10, 23 + at, 8)).toISOString();
const moment = fc.option(fc.integer({ min: -6, max: 6 }).map(day), { nil: null, freq: 3 });

const anyDocument: fc.Arbitrary<Omit<TaskDocument, 'id'>> = fc.record({
  version: fc.constant(1),
  taskType: fc.constantFrom('PATCH_INSTALL', 'FTU_INSTALL'),
  mainStatus: fc.constantFrom('RECEIVED', 'PLANNED', 'ON_HOLD', 'DELIVERED'),
  subStatus: few('WAITING'),
  inTaskStatus: few('CONFIRMED', 'NEW'),
  priority: few('HIGH', 'LOW'),
  sla: fc.record({ status: few('AT_RISK', 'BREACHED'), dueAt: moment }),
  planned: moment,
  createdAt: moment,
  updatedAt: moment,
  PoPInfo: fc.record({ popName: few('Delft Noord', 'Ède', 'delft zuid') }),
  address: fc.record({
    street: few('Voorstraat', 'Achterweg', 'Ælfstraat'),
    houseNumber: fc.constantFrom(null, 2, 12, '112'),
    addition: few('A', '2'),
    city: few('Delft', 'Ede'),
    postcode: few('2611 AB'),
  }),
  dhid: few('DH-1', 'dh 1', 'DH-2'),
  connectionId: few('C-1'),
  searchCode: few('s1', 'S2'),
  externalCorrelationId: few('REF/1'),
  labels: fc.array(
    fc.constantFrom('Spoed', 'Lift', 'Hond').map((name) => ({ name })),
    { maxLength: 3 },
  ),
  reasons: fc.array(
    fc.constantFrom('NO_ACCESS', 'WEATHER').map((code) => ({ code })),
    { maxLength: 2 },
  ),
  assignee: fc.option(fc.record({ orgId: fc.constant('ORG'), userName: few('sanne', 'joost') }), {
    nil: null,
  }),
});

const anyTasks = fc
  .array(
    fc.record({
      document: anyDocument,
      ended: fc.boolean(),
      pending: fc.constantFrom(0, 0, 1),
      refused: fc.constantFrom(0, 0, 0, 1),
    }),
    { maxLength: 40 },
  )
  .map((tasks) =>
    tasks.map(({ document, ...rest }, at): ListedTask => ({
      taskId: `OT-${at}`,
      api: at % 5 === 0 ? 'inTask' : 'outTask',
      local: { id: `OT-${at}`, ...document },
      ...rest,
    })),
  );

const valuesOf: Record<(typeof choiceColumns)[number], string[]> = {
  api: ['outTask', 'inTask'],
  taskType: ['PATCH_INSTALL', 'FTU_INSTALL'],
  mainStatus: ['RECEIVED', 'PLANNED', 'ON_HOLD', 'DELIVERED'],
  subStatus: ['WAITING'],
  inTaskStatus: ['CONFIRMED', 'NEW'],
  slaStatus: ['AT_RISK', 'BREACHED'],
  priority: ['HIGH', 'LOW'],
  popName: ['Delft Noord', 'Ède', 'delft zuid'],
  labels: ['Spoed', 'Lift', 'Hond'],
  reason: ['NO_ACCESS', 'WEATHER'],
  assignee: ['sanne', 'joost'],
  organization: ['ORG'],
  changeState: ['pending', 'refused'],
};
const starts = {
  taskId: ['OT-1', 'ot-2', 'OT'],
  address: ['voorstraat 1', 'VOORSTRAAT', 'ælf', 'Voorstraat 12, d', '1'],
  dhid: ['DH', 'dh1', 'DH-1'],
  connectionId: ['c-'],
  searchCode: ['s'],
  externalCorrelationId: ['ref/'],
};

const choiceFilter = fc
  .constantFrom(...choiceColumns)
  .chain((column) =>
    fc
      .tuple(
        fc.uniqueArray(fc.constantFrom<string | null>(null, 'unheard of', ...valuesOf[column]), {
          minLength: 1,
        }),
        fc.boolean(),
      )
      .map(([values, negated]): ListFilter => (negated ? { column, notIn: values } : { column, in: values })),
  );
const anyFilter: fc.Arbitrary<ListFilter> = fc.oneof(
  choiceFilter,
  fc
    .constantFrom(...codeColumns)
    .chain((column) =>
      fc.constantFrom(...starts[column]).map((startsWith): ListFilter => ({ column, startsWith })),
    ),
  fc
    .tuple(fc.constantFrom(...momentColumns), moment, moment)
    .map(([column, from, until]): ListFilter => ({ column, from, until })),
  fc
    .tuple(fc.constantFrom(...choiceColumns, ...codeColumns, ...momentColumns), fc.boolean())
    .map(([column, empty]): ListFilter => ({ column, empty })),
);
const anyQuery: fc.Arbitrary<ListQuery> = fc.record({
  scope: fc.constantFrom('open', 'ended', 'all'),
  filters: fc.array(anyFilter, { maxLength: 3 }),
  sort: fc.record({
    column: fc.constantFrom(...choiceColumns, ...codeColumns, ...momentColumns),
    descending: fc.boolean(),
  }),
  search: fc.constant(null),
});

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
      fc.property(anyTasks, anyQuery, fc.integer({ min: 1, max: 9 }), (tasks, query, limit) => {
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
