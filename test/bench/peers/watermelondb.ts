/** WatermelonDB on its SQLite adapter for Node. */
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';
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
  shownColumns,
  type ShownRow,
  sortedColumns,
  unplanned,
} from './product.ts';

const load = createRequire(import.meta.url);

/** A part of a query; only the package looks into it. */
type Clause = { readonly type: string };
type Raw = Record<string, string | number | boolean | null>;

interface Model {
  readonly id: string;
  readonly _raw: Raw;
  _setRaw(column: string, value: string): void;
  prepareUpdate(change: (record: Model) => void): Model;
}

interface Query {
  fetch(): Promise<Model[]>;
  unsafeFetchRaw(): Promise<Record<string, unknown>[]>;
  observeWithColumns(columns: string[]): {
    subscribe(next: (records: Model[]) => void): { unsubscribe(): void };
  };
}

interface Collection {
  find(id: string): Promise<Model>;
  query(...clauses: Clause[]): Query;
  prepareCreateFromDirtyRaw(raw: Raw): Model;
}

interface Database {
  get(table: string): Collection;
  write<T>(work: () => Promise<T>): Promise<T>;
  batch(records: Model[]): Promise<void>;
}

interface Adapter {
  readonly _tag: number;
  readonly _initPromise: Promise<void>;
}

interface Watermelon {
  Database: new (options: { adapter: Adapter; modelClasses: unknown[] }) => Database;
  Model: new () => Model;
  Q: {
    where(column: string, value: unknown): Clause;
    like(pattern: string): unknown;
    sanitizeLikeString(text: string): string;
    sortBy(column: string, order: 'asc' | 'desc'): Clause;
    skip(count: number): Clause;
    take(count: number): Clause;
    unsafeSqlQuery(sql: string): Clause;
  };
  appSchema: (schema: { version: number; tables: unknown[] }) => unknown;
  tableSchema: (table: { name: string; columns: Column[] }) => unknown;
}

interface Column {
  name: string;
  type: 'string' | 'number' | 'boolean';
  isIndexed?: boolean;
  isOptional?: boolean;
}

/** Where the adapter for Node keeps its connections; it offers no other way to close one. */
interface Bridge {
  connections: Record<number, { driver: { database: { instance: { close(): void } } } }>;
}

interface Loaded extends Watermelon {
  adapter: new (options: { dbName: string; schema: unknown; onSetUpError(error: Error): void }) => Adapter;
  bridge: Bridge;
}

function loadPackage(): Loaded {
  // Outside of production it checks and freezes what it is given, which is no fair measure.
  process.env['NODE_ENV'] ??= 'production';
  const root = '@nozbe/watermelondb';
  const { logger } = load(`${root}/utils/common`) as { logger: { silence(): void } };
  logger.silence();
  const adapter = load(`${root}/adapters/sqlite`) as { default: Loaded['adapter'] };
  const bridge = load(`${root}/adapters/sqlite/sqlite-node/DatabaseBridge`) as { default: Bridge };
  return { ...(load(root) as Watermelon), adapter: adapter.default, bridge: bridge.default };
}

const taskColumns: Column[] = [
  { name: 'status', type: 'string', isIndexed: true },
  { name: 'planned', type: 'number', isIndexed: true },
  { name: 'ended', type: 'boolean' },
  { name: 'updated_at', type: 'number', isIndexed: true },
  { name: 'text', type: 'string' },
  { name: 'json', type: 'string' },
  ...shownColumns.map((name): Column => ({
    name,
    type: /_at$/.test(name) ? 'number' : 'string',
    isOptional: true,
    isIndexed: sortedColumns.includes(name),
  })),
];

const outboxColumns: Column[] = [
  { name: 'task_id', type: 'string' },
  { name: 'json', type: 'string' },
];

function taskRaw({ id, status, planned, ended, updatedAt, text, json, shown }: BenchTask): Raw {
  return { id, status, planned: planned ?? unplanned, ended, updated_at: updatedAt, text, json, ...shown };
}

/** Its rows are models, which it keeps once they were read; what they hold is theirs. */
async function rowsOf(query: Query): Promise<ShownRow[]> {
  return (await query.fetch()).map(({ _raw: raw }) => raw);
}

class WatermelonProduct implements Product {
  readonly name = 'WatermelonDB 0.28.0 (SQLite, better-sqlite3)';
  readonly durability =
    'power loss: rollback journal with synchronous=FULL, the defaults that its adapter for Node leaves as they are';
  readonly names = columnNames;
  readonly #package: Loaded;
  readonly #db: Database;
  readonly #close: () => void;

  constructor(loaded: Loaded, db: Database, close: () => void) {
    this.#package = loaded;
    this.#db = db;
    this.#close = close;
  }

  async bulkApply(documents: readonly TaskDocument[]): Promise<void> {
    const collection = this.#db.get('tasks');
    await this.#db.write(() =>
      this.#db.batch(
        documents.map((document) => collection.prepareCreateFromDirtyRaw(taskRaw(taskOf(document)))),
      ),
    );
  }

  async edit(taskId: string, status: string): Promise<void> {
    await this.#db.write(async () => {
      const task = await this.#db.get('tasks').find(taskId);
      const row = { id: randomUUID(), task_id: taskId, json: outboxJson(taskId, status) };
      await this.#db.batch([
        task.prepareUpdate((record) => record._setRaw('status', status)),
        this.#db.get('outbox').prepareCreateFromDirtyRaw(row),
      ]);
    });
  }

  #page(page: number): Query {
    const { Q } = this.#package;
    const order = [Q.sortBy('planned', 'asc'), Q.sortBy('id', 'asc')];
    const part = [Q.skip(page * pageSize), Q.take(pageSize)];
    return this.#db.get('tasks').query(Q.where('ended', false), ...order, ...part);
  }

  page(page: number): Promise<ShownRow[]> {
    return rowsOf(this.#page(page));
  }

  filtered(status: string, order: FilteredOrder): Promise<ShownRow[]> {
    const { Q } = this.#package;
    const sorts = {
      plan: [Q.sortBy('planned', 'asc'), Q.sortBy('id', 'asc')],
      change: [Q.sortBy('updated_at', 'desc')],
    };
    const clauses = [Q.where('ended', false), Q.where('status', status), ...sorts[order], Q.take(pageSize)];
    return rowsOf(this.#db.get('tasks').query(...clauses));
  }

  async counts(): Promise<Record<string, number>> {
    const sql = `select status, count(*) as number from tasks where _status is not 'deleted' group by status`;
    const query = this.#db.get('tasks').query(this.#package.Q.unsafeSqlQuery(sql));
    const rows = await query.unsafeFetchRaw();
    return Object.fromEntries(rows.map((row) => [String(row['status']), Number(row['number'])]));
  }

  search(words: string): Promise<ShownRow[]> {
    const { Q } = this.#package;
    const clauses = searchWords(words).map((word) =>
      Q.where('text', Q.like(`%${Q.sanitizeLikeString(word)}%`)),
    );
    return rowsOf(this.#db.get('tasks').query(...clauses, Q.take(pageSize)));
  }

  async liveQuery(taskId: string, status: string): Promise<number> {
    let awaited = delivery('the observed query, at first,');
    let first: Model[] = [];
    let delivered = 0;
    const subscription = this.#page(0)
      .observeWithColumns(['status'])
      .subscribe((records) => {
        first = records;
        delivered = performance.now();
        awaited.arrived();
      });
    try {
      await awaited.promise;
      awaited = delivery('the observed query, after the edit,');
      const start = performance.now();
      await Promise.all([this.edit(taskId, status), awaited.promise]);
      if (!first.some(({ id }) => id === taskId)) throw new Error(`${taskId} is not on the first page`);
      return delivered - start;
    } finally {
      subscription.unsubscribe();
    }
  }

  close(): Promise<void> {
    this.#close();
    return Promise.resolve();
  }
}

/** Opens WatermelonDB on a folder. */
export const open: OpenProduct = async (folder) => {
  const loaded = loadPackage();
  const { appSchema, tableSchema, bridge } = loaded;
  class Task extends loaded.Model {
    static table = 'tasks';
  }
  class Outbox extends loaded.Model {
    static table = 'outbox';
  }
  const tables = [
    tableSchema({ name: 'tasks', columns: taskColumns }),
    tableSchema({ name: 'outbox', columns: outboxColumns }),
  ];
  const adapter = new loaded.adapter({
    dbName: join(folder, 'watermelon.db'),
    schema: appSchema({ version: 1, tables }),
    onSetUpError: (error) => console.error(error),
  });
  await adapter._initPromise;
  const db = new loaded.Database({ adapter, modelClasses: [Task, Outbox] });
  return new WatermelonProduct(loaded, db, () => {
    bridge.connections[adapter._tag]?.driver.database.instance.close();
    delete bridge.connections[adapter._tag];
  });
};
