/**
 * Takes the rows of a damaged database over into a new one.
 *
 * Invariants: a row that a walk from its root reaches is what was committed last, and comes before what is found on other
 * pages; of two strays of a change the one that went further holds, so that nothing accepted is sent again.
 */
import { PatchdeskError } from '../../../contract/errors.ts';
import type { WriteConnection } from '../connections.ts';
import type { Row } from './cells.ts';
import type { Pages } from './pages.ts';
import { change, fits, shapes, task, type Shape } from './shapes.ts';
import { rootsOf, strayRows, walk } from './trees.ts';

/** What was met on the way. */
export interface Met {
  /** Every task that anything tells of. */
  taskIds: Set<string>;
  /** Changes by number, with the task where it is known. */
  changes: Map<number, string | null>;
  /** The highest number of a history entry that anything tells of. */
  lastEntry: number;
  /** Whether it is known how many changes there ever were. */
  countKnown: boolean;
  /** Tasks whose row could only be found by its looks: it may not be the latest. */
  strayTasks: Set<string>;
}

const order = ['queued', 'sent', 'refused', 'accepted', 'withdrawn'];
const stateAt = 8;
const furtherOf = (one: Row, other: Row): Row =>
  order.indexOf(String(one.values[stateAt])) >= order.indexOf(String(other.values[stateAt])) ? one : other;

/** Writes rows, all prepared once; a row that contradicts one that is there is left out. */
function writer(db: WriteConnection) {
  const inserts = new Map(shapes.map(({ table, insert }) => [table, db.prepare(insert)]));
  return ({ table, bound }: Shape, row: Row): void => {
    try {
      inserts.get(table)?.run(...bound(row));
    } catch (thrown) {
      if (!(thrown instanceof PatchdeskError) || !thrown.message.includes('SQLITE_CONSTRAINT')) throw thrown;
    }
  };
}

function meetChange(met: Met, number: unknown, taskId: unknown): void {
  if (typeof number !== 'number' || !Number.isSafeInteger(number) || number < 1) return;
  const known = met.changes.get(number) ?? null;
  met.changes.set(number, known ?? (typeof taskId === 'string' ? taskId : null));
}

/** Numbers of changes that an entry of the history tells of. */
function meetHistory(met: Met, { rowid, values }: Row): void {
  const [, taskId, , , , detail] = values;
  met.lastEntry = Math.max(met.lastEntry, rowid);
  const told = JSON.parse(String(detail)) as { changeNumber?: unknown; changeNumbers?: unknown } | null;
  meetChange(met, told?.changeNumber, taskId);
  if (Array.isArray(told?.changeNumbers))
    for (const number of told.changeNumbers) meetChange(met, number, taskId);
}

/** No device ever gets there; a number above it is garbage. */
const mostNumbers = 100_000_000;

const taskIdAt: Readonly<Record<string, number>> = {
  task: 0,
  change: 2,
  exchange: 3,
  history: 1,
  record_entry: 2,
};

function meet(met: Met, { table }: Shape, row: Row): void {
  const { values } = row;
  const taskId = values[taskIdAt[table] ?? values.length];
  if (typeof taskId === 'string') met.taskIds.add(taskId);
  if (table === 'change') meetChange(met, row.rowid, taskId);
  if (table === 'history') meetHistory(met, row);
}

/** What indexes and counters tell of rows that may be lost. */
function meetIndexes(pages: Pages, roots: ReadonlyMap<string, number>, met: Met): void {
  const walkOf = function* (name: string): Generator<Row> {
    const root = roots.get(name);
    if (root !== undefined) for (const { rows } of walk(pages, root, new Set())) yield* rows;
  };
  for (const { values } of walkOf('sqlite_autoindex_task_1')) {
    if (typeof values[0] === 'string') met.taskIds.add(values[0]);
  }
  for (const { values } of walkOf('change_by_task')) meetChange(met, values[1], values[0]);
  for (const { values } of walkOf('sqlite_autoindex_change_1')) meetChange(met, values[1], null);
  const counters = roots.get('sqlite_sequence');
  if (counters === undefined) return;
  for (const { rows, unreadable } of walk(pages, counters, new Set())) {
    // A counter is only missing where nothing was ever counted.
    met.countKnown = unreadable === 0;
    for (const row of rows) meetCounter(met, row);
  }
}

/** The last number a table has given. */
function meetCounter(met: Met, { values }: Row): void {
  const [table, last] = values;
  if (values.length !== 2 || typeof last !== 'number' || last > mostNumbers) return;
  if (table === 'history') met.lastEntry = Math.max(met.lastEntry, last);
  if (table !== 'change') return;
  met.countKnown = true;
  // Numbers are given in order: all below were there once.
  for (let number = 1; number <= last; number++) meetChange(met, number, null);
}

/** Takes everything over that can be read, in the transaction of the caller; returns what was met. */
export function takeOver(pages: Pages, db: WriteConnection): Met {
  const met: Met = {
    taskIds: new Set(),
    changes: new Map(),
    lastEntry: 0,
    countKnown: false,
    strayTasks: new Set(),
  };
  const write = writer(db);
  const { roots, reached } = rootsOf(pages);
  for (const shape of shapes) {
    const root = roots.get(shape.table);
    if (root === undefined) continue;
    for (const { rows } of walk(pages, root, reached)) {
      for (const row of rows.filter((one) => fits(shape, one))) {
        write(shape, row);
        meet(met, shape, row);
      }
    }
  }
  const strayChanges = new Map<number, Row>();
  for (const row of strayRows(pages, reached)) {
    const shape = shapes.find((one) => fits(one, row));
    if (!shape) {
      meetCounter(met, row);
      continue;
    }
    if (shape === task) met.strayTasks.add(String(row.values[0]));
    meet(met, shape, row);
    const known = shape === change ? strayChanges.get(row.rowid) : undefined;
    if (shape === change) strayChanges.set(row.rowid, known ? furtherOf(known, row) : row);
    else write(shape, row);
  }
  for (const row of strayChanges.values()) write(change, row);
  meetIndexes(pages, roots, met);
  return met;
}
