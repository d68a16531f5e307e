/** The views that ship. Their names are texts of the window. */
import type { ListColumn } from './columns.ts';
import type { ViewDefinition, ViewFilter } from './view.ts';

export const builtInViewIds = [
  'open',
  'mine',
  'unplanned',
  'plannedToday',
  'plannedThisWeek',
  'onHold',
  'slaAtRisk',
  'breached',
  'perPop',
  'refused',
  'deliveredLast7Days',
  'all',
] as const;
export type BuiltInViewId = (typeof builtInViewIds)[number];

const columns: ListColumn[] = [
  'taskType',
  'address',
  'planned',
  'mainStatus',
  'slaDueAt',
  'priority',
  'popName',
  'assignee',
  'taskId',
];

function view(filters: ViewFilter[], part: Partial<ViewDefinition> = {}): ViewDefinition {
  return {
    scope: 'open',
    filters,
    sort: { column: 'planned', descending: false },
    group: null,
    columns,
    ...part,
  };
}

/** With some columns put in the place of others. */
function showing(replaced: Partial<Record<ListColumn, ListColumn>>): ListColumn[] {
  return columns.map((column) => replaced[column] ?? column);
}

const byDue = { column: 'slaDueAt', descending: false } as const;

export const builtInViews: Record<BuiltInViewId, ViewDefinition> = {
  open: view([]),
  mine: view([{ column: 'assignee', me: true }]),
  unplanned: view([{ column: 'planned', empty: true }], {
    sort: { column: 'createdAt', descending: false },
    columns: showing({ planned: 'createdAt' }),
  }),
  plannedToday: view([{ column: 'planned', within: 'today' }]),
  plannedThisWeek: view([{ column: 'planned', within: 'thisWeek' }]),
  onHold: view([{ column: 'mainStatus', in: ['ON_HOLD'] }], { columns: showing({ mainStatus: 'reason' }) }),
  // The platform tells the status when it sends a task; what has passed since is told by the clock.
  slaAtRisk: view(
    [
      { column: 'slaStatus', in: ['AT_RISK'] },
      { column: 'slaDueAt', within: 'future' },
    ],
    { sort: byDue },
  ),
  breached: view([{ column: 'slaDueAt', within: 'past' }], { sort: byDue }),
  perPop: view([], { group: 'popName' }),
  refused: view([{ column: 'changeState', in: ['refused'] }], { scope: 'all' }),
  deliveredLast7Days: view(
    [
      { column: 'mainStatus', in: ['DELIVERED'] },
      { column: 'endedAt', within: 'last7Days' },
    ],
    {
      scope: 'ended',
      sort: { column: 'endedAt', descending: true },
      columns: showing({ planned: 'endedAt' }),
    },
  ),
  all: view([], { scope: 'all' }),
};
