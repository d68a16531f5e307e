/**
 * TinyBase, which holds everything in memory, with its persister for better-sqlite3 in tabular mode. That one is its
 * most durable in Node: its file persister writes the whole store anew at every save and never flushes it to the
 * disk, and so does the JSON mode of its SQLite persisters in one row, whereas the tabular mode writes the changed
 * rows in a transaction of SQLite.
 */
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { TaskDocument } from '../../../src-main/contract/document/task-document.ts';
import { taskOf } from '../tasks.ts';
import {
  type BenchTask,
  columnNames,
  delivery,
  type FilteredOrder,
  type OpenProduct,
  outboxJson,
  pageSize,
  type Product,
  searchWords,
  type ShownRow,
  unplanned,
} from './product.ts';

const load = createRequire(import.meta.url);

type Cell = string | number | undefined;
type Row = Record<string, string | number>;
type GetCell = (cell: string) => Cell;

interface Store {
  transaction(work: () => void): void;
  setRow(table: string, row: string, cells: Row): void;
  setCell(table: string, row: string, cell: string, value: string): void;
  getCell(table: string, row: string, cell: string): Cell;
  getRow(table: string, row: string): Row;
  hasRow(table: string, row: string): boolean;
  getRowIds(table: string): string[];
}

interface Indexes {
  setIndexDefinition(
    index: string,
    table: string,
    slice: string | ((getCell: GetCell) => string),
    sortKey: string | ((getCell: GetCell, row: string) => string),
    sliceOrder?: undefined,
    order?: (left: number, right: number) => number,
  ): void;
  getSliceIds(index: string): string[];
  getSliceRowIds(index: string, slice: string): string[];
}

interface QueryParts {
  select: (cell: string | ((getTableCell: GetCell, row: string) => string)) => { as(name: string): void };
  where: (cell: string, equals: number) => void;
}

interface Queries {
  setQueryDefinition(query: string, table: string, define: (parts: QueryParts) => void): void;
  delQueryDefinition(query: string): void;
  addResultTableListener(query: string, listener: () => void): string;
  delListener(listener: string): void;
  getResultSortedRowIds(
    query: string,
    cell: string,
    descending: boolean,
    offset: number,
    limit: number,
  ): string[];
}

interface Persister {
  load(): Promise<Persister>;
  startAutoSave(): Promise<Persister>;
  /** Runs the actions after those that are waiting, the saves among them. */
  schedule(...actions: (() => Promise<void>)[]): Promise<Persister>;
  destroy(): Promise<Persister>;
}

interface Sqlite {
  pragma(text: string): unknown;
  close(): void;
}

interface Tinybase {
  createStore: () => Store;
  createIndexes: (store: Store) => Indexes;
  createQueries: (store: Store) => Queries;
}

type CreatePersister = (
  store: Store,
  db: Sqlite,
  config: unknown,
  onSqlCommand: undefined,
  onIgnoredError: (error: unknown) => void,
) => Persister;

/** Sorts by plan date, then id. */
function planOrder(planned: Cell, id: string): string {
  return `${String(planned).padStart(16, '0')} ${id}`;
}

/** Takes 0 and 1 for `ended`: SQLite has no booleans, and its persister would load them as such numbers. */
function taskRow({ id, status, planned, ended, updatedAt, text, json, shown }: BenchTask): Row {
  const row: Row = { id, status, planned: planned ?? unplanned, ended: Number(ended), updatedAt, text, json };
  // It has no null.
  for (const [name, value] of Object.entries(shown)) if (value !== null) row[name] = value;
  return row;
}

function defineIndexes(indexes: Indexes): Indexes {
  indexes.setIndexDefinition(
    'plan',
    'tasks',
    (getCell) => (getCell('ended') === 1 ? 'ended' : 'open'),
    (getCell, id) => planOrder(getCell('planned'), id),
  );
  const latestFirst = (left: number, right: number): number => right - left;
  indexes.setIndexDefinition('change', 'tasks', 'status', 'updatedAt', undefined, latestFirst);
  indexes.setIndexDefinition('status', 'tasks', 'status', (getCell, id) => planOrder(getCell('planned'), id));
  return indexes;
}

class TinybaseProduct implements Product {
  readonly name = 'TinyBase 10.0.1 (memory, saved to SQLite by better-sqlite3)';
  readonly durability =
    'power loss: an edit resolves after its save to SQLite in WAL mode with synchronous=FULL (as set here)';
  readonly names = columnNames;
  readonly #store: Store;
  readonly #indexes: Indexes;
  readonly #queries: Queries;
  readonly #saved: () => Promise<void>;
  readonly #close: () => Promise<void>;

  constructor(
    { createIndexes, createQueries }: Tinybase,
    store: Store,
    saved: () => Promise<void>,
    close: () => Promise<void>,
  ) {
    this.#store = store;
    this.#indexes = defineIndexes(createIndexes(store));
    this.#queries = createQueries(store);
    this.#saved = saved;
    this.#close = close;
  }

  async bulkApply(documents: readonly TaskDocument[]): Promise<void> {
    this.#store.transaction(() => {
      for (const document of documents) this.#store.setRow('tasks', document.id, taskRow(taskOf(document)));
    });
    await this.#saved();
  }

  async edit(taskId: string, status: string): Promise<void> {
    if (!this.#store.hasRow('tasks', taskId)) throw new Error(`no task ${taskId}`);
    this.#store.transaction(() => {
      this.#store.setCell('tasks', taskId, 'status', status);
      this.#store.setRow('outbox', randomUUID(), { taskId, json: outboxJson(taskId, status) });
    });
    await this.#saved();
  }

  #rows(ids: readonly string[]): Promise<ShownRow[]> {
    return Promise.resolve(ids.map((id) => this.#store.getRow('tasks', id)));
  }

  page(page: number): Promise<ShownRow[]> {
    const ids = this.#indexes.getSliceRowIds('plan', 'open');
    return this.#rows(ids.slice(page * pageSize, (page + 1) * pageSize));
  }

  filtered(status: string, order: FilteredOrder): Promise<ShownRow[]> {
    const index = order === 'plan' ? 'status' : 'change';
    return this.#rows(this.#indexes.getSliceRowIds(index, status).slice(0, pageSize));
  }

  counts(): Promise<Record<string, number>> {
    const count = (status: string): number => this.#indexes.getSliceRowIds('status', status).length;
    const statuses = this.#indexes.getSliceIds('status');
    return Promise.resolve(Object.fromEntries(statuses.map((status) => [status, count(status)])));
  }

  search(words: string): Promise<ShownRow[]> {
    const wanted = searchWords(words);
    const found: string[] = [];
    for (const id of this.#store.getRowIds('tasks')) {
      const text = String(this.#store.getCell('tasks', id, 'text')).toLowerCase();
      if (wanted.every((word) => text.includes(word)) && found.push(id) === pageSize) break;
    }
    return this.#rows(found);
  }

  /** Its queries deliver from memory, before the edit is saved; the milliseconds are those until they deliver. */
  async liveQuery(taskId: string, status: string): Promise<number> {
    this.#queries.setQueryDefinition('open', 'tasks', ({ select, where }) => {
      select('status');
      select((getTableCell, id) => planOrder(getTableCell('planned'), id)).as('order');
      where('ended', 0);
    });
    const next = delivery('the query');
    let first: string[] = [];
    let delivered = 0;
    const listener = this.#queries.addResultTableListener('open', () => {
      first = this.#queries.getResultSortedRowIds('open', 'order', false, 0, pageSize);
      delivered = performance.now();
      next.arrived();
    });
    try {
      const start = performance.now();
      await Promise.all([this.edit(taskId, status), next.promise]);
      if (!first.includes(taskId)) throw new Error(`${taskId} is not on the first page`);
      return delivered - start;
    } finally {
      this.#queries.delListener(listener);
      this.#queries.delQueryDefinition('open');
    }
  }

  close(): Promise<void> {
    return this.#close();
  }
}

const persisterConfig = {
  mode: 'tabular',
  tables: {
    load: { tasks: 'tasks', outbox: 'outbox' },
    save: { tasks: 'tasks', outbox: 'outbox' },
  },
};

/** Opens TinyBase on a folder. */
export const open: OpenProduct = async (folder) => {
  const tinybase = load('tinybase') as Tinybase;
  const { createBetterSqlite3Persister: createPersister } = load(
    'tinybase/persisters/persister-better-sqlite3',
  ) as { createBetterSqlite3Persister: CreatePersister };
  const db = new (load('better-sqlite3') as new (file: string) => Sqlite)(join(folder, 'tinybase.db'));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  const store = tinybase.createStore();
  const errors: unknown[] = [];
  const persister = createPersister(store, db, persisterConfig, undefined, (error) => errors.push(error));
  // It reports what fails only to a listener, so whoever waits for a save asks for it. What is scheduled in the very
  // turn in which an earlier save ends is left lying until something else is scheduled, so that happens a turn later.
  const saved = async (): Promise<void> => {
    await nextTurn();
    await persister.schedule(() => Promise.resolve());
    if (errors.length > 0) throw new AggregateError(errors.splice(0), 'the persister failed');
  };
  await persister.load();
  await persister.startAutoSave();
  // At its start it saves the whole store in one statement, which SQLite refuses from about 4,700 tasks on (32,766
  // parameters). That save is rolled back, and it held nothing but what was just loaded.
  const kept = errors.splice(0).filter((error) => !String(error).includes('too many SQL variables'));
  errors.push(...kept);
  await saved();
  return new TinybaseProduct(tinybase, store, saved, async () => {
    await saved();
    await nextTurn();
    await persister.destroy();
    db.close();
  });
};
