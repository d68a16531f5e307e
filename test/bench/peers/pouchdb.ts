/** PouchDB on LevelDB, with the Mango indexes of pouchdb-find. */
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
  type ShownRow,
  unplanned,
} from './product.ts';

const load = createRequire(import.meta.url);

interface Doc {
  _id: string;
  _rev?: string;
}

interface TaskDoc extends Doc {
  status: string;
  open: boolean;
  /** Plan date and id, as one text that sorts by both. */
  order: string;
  updatedAt: number;
  text: string;
  json: string;
  shown: BenchTask['shown'];
}

interface OutboxDoc extends Doc {
  taskId: string;
  outbox: string;
}

interface FindRequest {
  selector: Record<string, unknown>;
  sort?: Record<string, 'asc' | 'desc'>[];
  fields: string[];
  limit: number;
  skip?: number;
  use_index?: string;
}

interface Changes {
  on(event: 'change', listener: (change: { id: string }) => void): Changes;
  on(event: 'error', listener: (error: Error) => void): Changes;
  cancel(): void;
}

interface Pouch {
  get(id: string): Promise<TaskDoc>;
  bulkDocs(docs: Doc[]): Promise<({ id: string } | { error: true; message: string })[]>;
  createIndex(index: { index: { fields: string[]; name: string; ddoc: string } }): Promise<unknown>;
  find(request: FindRequest): Promise<{ docs: Partial<TaskDoc>[] }>;
  allDocs(options: { include_docs: true }): Promise<{ rows: { doc: Partial<TaskDoc> }[] }>;
  changes(options: { since: 'now'; live: true }): Changes;
  info(): Promise<unknown>;
  close(): Promise<void>;
}

interface PouchConstructor {
  plugin(plugin: unknown): PouchConstructor;
  new (path: string, options: Record<string, unknown>): Pouch;
}

function taskDoc({ id, status, planned, ended, updatedAt, text, json, shown }: BenchTask): TaskDoc {
  const order = `${String(planned ?? unplanned).padStart(16, '0')} ${id}`;
  return { _id: id, status, open: !ended, order, updatedAt, text, json, shown };
}

function rowOf({ _id: id, status, order, shown }: Partial<TaskDoc>): ShownRow {
  return { id, status, order, ...shown };
}

/** A regular expression that finds a word in either case, by classes like [aA]: Mango takes no flags. */
function eitherCase(word: string): string {
  return Array.from(word, (letter) => {
    const [lower, upper] = [letter.toLowerCase(), letter.toUpperCase()];
    return lower === upper ? letter.replace(/[\\^$.*+?()[\]{}|]/, '\\$&') : `[${lower}${upper}]`;
  }).join('');
}

class PouchProduct implements Product {
  readonly name = 'PouchDB 9.0.0 (LevelDB)';
  readonly durability =
    'a crash of the process, not of the machine: LevelDB writes its log without sync, and PouchDB has no option for it';
  readonly names = columnNames;
  readonly #db: Pouch;
  /** The order that each page that was read ends with, as a list that is scrolled knows it. */
  readonly #ends = new Map<number, string>();

  constructor(db: Pouch) {
    this.#db = db;
  }

  /** PouchDB has no transactions; documents given at once go into one batch of LevelDB. */
  async #write(docs: Doc[]): Promise<void> {
    const failed = (await this.#db.bulkDocs(docs)).find((answer) => 'error' in answer);
    if (failed !== undefined) throw new Error(failed.message);
  }

  async bulkApply(documents: readonly TaskDocument[]): Promise<void> {
    await this.#write(documents.map((document) => taskDoc(taskOf(document))));
    this.#ends.clear();
    // Its indexes are brought up to date by the first question that needs them.
    await this.page(0);
    await this.filtered('', 'plan');
    await this.filtered('', 'change');
  }

  async edit(taskId: string, status: string): Promise<void> {
    const task = await this.#db.get(taskId);
    const row: OutboxDoc = { _id: `outbox:${randomUUID()}`, taskId, outbox: outboxJson(taskId, status) };
    await this.#write([{ ...task, status } as Doc, row]);
  }

  async page(page: number): Promise<ShownRow[]> {
    const after = this.#ends.get(page - 1);
    const { docs } = await this.#db.find({
      // Not $gt: it would take the row it begins after out of the 50.
      selector: { open: true, order: { $gte: after ?? null } },
      sort: [{ open: 'asc' }, { order: 'asc' }],
      fields: ['_id', 'status', 'order', 'shown'],
      limit: pageSize,
      skip: after === undefined ? page * pageSize : 1,
      use_index: 'plan',
    });
    const end = docs.at(-1)?.order;
    if (end !== undefined) this.#ends.set(page, end);
    return docs.map(rowOf);
  }

  async filtered(status: string, order: FilteredOrder): Promise<ShownRow[]> {
    const asked = {
      plan: { key: 'order', direction: 'asc', index: 'status' },
      change: { key: 'updatedAt', direction: 'desc', index: 'change' },
    } as const;
    const { key, direction, index } = asked[order];
    const { docs } = await this.#db.find({
      selector: { status, [key]: { $gt: null } },
      sort: [{ status: direction }, { [key]: direction }],
      fields: ['_id', 'status', 'order', 'shown'],
      limit: pageSize,
      use_index: index,
    });
    return docs.map(rowOf);
  }

  /**
   * By reading every document: a view with the reduce `_count` answers no sooner, as PouchDB reduces at every question,
   * and makes bulkApply take many times as long.
   */
  async counts(): Promise<Record<string, number>> {
    const { rows } = await this.#db.allDocs({ include_docs: true });
    const counts: Record<string, number> = {};
    for (const { status } of rows.map((row) => row.doc)) {
      if (status !== undefined) counts[status] = (counts[status] ?? 0) + 1;
    }
    return counts;
  }

  /** By `$regex`, which reads every document: it has no full text search of its own. */
  async search(words: string): Promise<ShownRow[]> {
    const every = searchWords(words).map((word) => ({ text: { $regex: eitherCase(word) } }));
    const fields = ['_id', 'status', 'order', 'shown'];
    const { docs } = await this.#db.find({ selector: { $and: every }, fields, limit: pageSize });
    return docs.map(rowOf);
  }

  /** Its changes feed tells of the edit; the first page is then asked for anew. */
  async liveQuery(taskId: string, status: string): Promise<number> {
    const changes = this.#db.changes({ since: 'now', live: true });
    try {
      await this.#db.info(); // by when it is answered, the feed knows where it starts
      const next = delivery('the changes feed');
      changes.on('error', (error) => next.failed(error));
      changes.on('change', ({ id }) => {
        if (id === taskId) next.arrived();
      });
      const asked = next.promise.then(async () => ({ rows: await this.page(0), at: performance.now() }));
      const start = performance.now();
      const [first] = await Promise.all([asked, this.edit(taskId, status)]);
      if (!first.rows.some(({ id }) => id === taskId)) throw new Error(`${taskId} is not on the first page`);
      return first.at - start;
    } finally {
      changes.cancel();
    }
  }

  close(): Promise<void> {
    return this.#db.close();
  }
}

/** Opens PouchDB on a folder. */
export const open: OpenProduct = async (folder) => {
  const PouchDB = (load('pouchdb') as PouchConstructor).plugin(load('pouchdb-find'));
  // Indexes are built by 50 changes at a time unless told otherwise, which takes longer.
  const options = { adapter: 'leveldb', auto_compaction: true, view_update_changes_batch_size: 1_000 };
  const db = new PouchDB(join(folder, 'pouchdb'), options);
  await db.createIndex({ index: { fields: ['open', 'order'], name: 'plan', ddoc: 'plan' } });
  await db.createIndex({ index: { fields: ['status', 'order'], name: 'status', ddoc: 'status' } });
  await db.createIndex({ index: { fields: ['status', 'updatedAt'], name: 'change', ddoc: 'change' } });
  return new PouchProduct(db);
};
