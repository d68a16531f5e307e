/** An engine with a table of tasks, that answers the questions of lists about them. */
import { matches } from '@contract/list/matches.ts';
import type { ListQuery } from '@contract/list/query.ts';
import type { SavedView } from '@contract/list/view.ts';
import type { TaskRow } from '@contract/task-view.ts';
import { choicesOf } from '@contract/list/matches.ts';
import { rowOf, StandInEngine, type Answers } from './stand-ins.ts';

export interface Tasks {
  rows: TaskRow[];
  saved: SavedView[];
  /** Rows in an answer at most, however many were asked for. */
  most: number;
}

/** So many rows, numbered from one, the later ones planned later. */
export function rowsOf(count: number, part: (at: number) => Partial<TaskRow> = () => ({})): TaskRow[] {
  return Array.from({ length: count }, (_none, at) => ({
    ...rowOf(`OT-${at + 1}`),
    planned: new Date(Date.UTC(2026, 2, 9) + at * 60_000).toISOString(),
    ...part(at),
  }));
}

function found({ rows }: Tasks, query: ListQuery): TaskRow[] {
  const words = query.search?.toLowerCase() ?? '';
  const fitting = rows.filter(
    (row) => matches(row, query) && JSON.stringify(row).toLowerCase().includes(words),
  );
  return query.sort.descending ? fitting.toReversed() : fitting;
}

/** The rows are listed as they stand in the table; the cursor is the number of the row that comes next. */
export function listsEngine(tasks: Tasks, more: Answers = {}): StandInEngine {
  return new StandInEngine({
    'task.list': ({ query, after, skip, limit }) => {
      const all = found(tasks, query);
      const from = Number(after ?? 0) + skip;
      const to = from + Math.min(limit, tasks.most);
      return { rows: all.slice(from, to), next: to < all.length ? String(to) : null, behind: 0 };
    },
    'task.count': ({ queries }) => ({
      counts: queries.map((query) => ({ count: found(tasks, query).length, more: false })),
    }),
    'task.groups': ({ query, by }) => {
      const values = found(tasks, query).map((row) => choicesOf(row, by)[0] ?? null);
      const groups = [...new Set(values)].map((value) => ({
        value,
        count: values.filter((one) => one === value).length,
        more: false,
      }));
      return { groups };
    },
    'view.list': () => ({ saved: tasks.saved, me: 'j.devries' }),
    'view.save': (view) => {
      const at = tasks.saved.findIndex(({ viewId }) => viewId === view.viewId);
      tasks.saved = at < 0 ? [...tasks.saved, view] : tasks.saved.with(at, view);
      return {};
    },
    'view.remove': ({ viewId }) => {
      tasks.saved = tasks.saved.filter((view) => view.viewId !== viewId);
      return {};
    },
    'view.order': ({ viewIds }) => {
      tasks.saved = viewIds.flatMap((id) => tasks.saved.filter(({ viewId }) => viewId === id));
      return {};
    },
    ...more,
  });
}

export function tasksOf(rows: TaskRow[], part: Partial<Tasks> = {}): Tasks {
  return { rows, saved: [], most: 1000, ...part };
}
