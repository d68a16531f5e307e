/** Any tasks and any list of them, small enough that filters meet. */
import fc from 'fast-check';
import { choiceColumns, codeColumns, momentColumns } from '../../src-main/contract/list/columns.ts';
import type { ListFilter, ListQuery } from '../../src-main/contract/list/query.ts';
import type { TaskDocument } from '../../src-main/contract/document/task-document.ts';
import type { ListedTask } from '../../src-main/domain/listing/listing.ts';

const few = (...values: string[]) => fc.constantFrom(null, undefined, ...values);
const day = (at: number) => new Date(Date.UTC(2026, 10, 23 + at, 8)).toISOString();
const moment = fc.option(fc.integer({ min: -6, max: 6 }).map(day), { nil: null, freq: 3 });

const anyDocument: fc.Arbitrary<TaskDocument> = fc.record({
  id: fc.constant(''),
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

export const anyListedTasks = fc
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
      local: { ...document, id: `OT-${at}` },
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

const choiceFilter = fc.constantFrom(...choiceColumns).chain((column) =>
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
export const anyListQuery: fc.Arbitrary<ListQuery> = fc.record({
  scope: fc.constantFrom('open', 'ended', 'all'),
  filters: fc.array(anyFilter, { maxLength: 3 }),
  sort: fc.record({
    column: fc.constantFrom(...choiceColumns, ...codeColumns, ...momentColumns),
    descending: fc.boolean(),
  }),
  search: fc.constant(null),
});
