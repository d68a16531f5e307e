/** The work that every product of the bench does, and on which they are compared. */
import type { TaskDocument } from '../../../src-main/contract/document/task-document.ts';

/** What a list shows of a task beside its id, status and plan date. */
export const shownColumns = [
  'task_type',
  'sub_status',
  'in_task_status',
  'sla_status',
  'priority',
  'pop_name',
  'street',
  'postcode',
  'city',
  'dhid',
  'connection_id',
  'search_code',
  'external_correlation_id',
  'labels',
  'reason',
  'assignee',
  'organization',
  'sla_due_at',
  'created_at',
  'ended_at',
] as const;
export type ShownColumn = (typeof shownColumns)[number];

/** Those of them that a list can be sorted by. */
export const sortedColumns: readonly ShownColumn[] = [
  'priority',
  'pop_name',
  'street',
  'dhid',
  'connection_id',
  'search_code',
  'external_correlation_id',
  'assignee',
  'sla_due_at',
  'created_at',
];

/** What a product keeps of a document: `taskOf` takes it out of one. */
export interface BenchTask {
  id: string;
  status: string;
  /** The day it is planned for, in milliseconds since the epoch. */
  planned: number | null;
  /** Whether it is closed; an edit of the status leaves it as it is. */
  ended: boolean;
  updatedAt: number;
  /** What a search looks through. */
  text: string;
  /** The whole document as JSON. */
  json: string;
  shown: Record<ShownColumn, string | number | null>;
}

/** A row of a list as a product hands it over: all that a list shows of a task, by names of its own. */
export type ShownRow = Readonly<Record<string, unknown>>;

/** What the products have to agree on in a row. */
export interface RowNames {
  id: string;
  status: string;
  street: string;
  pop: string;
}

/** The names of those that keep the columns above. */
export const columnNames: RowNames = { id: 'id', status: 'status', street: 'street', pop: 'pop_name' };

/** One product, opened on a folder of its own. */
export interface Product {
  readonly name: string;
  /** What a saved edit survives. */
  readonly durability: string;
  readonly names: RowNames;
  /**
   * Takes in documents that are not there yet, and takes out of them whatever it keeps; durable and answerable by all the
   * others when it resolves.
   */
  bulkApply(documents: readonly TaskDocument[]): Promise<void>;
  /** Sets the status of a task and adds an outbox row {id, taskId, json}, durably, when it resolves. */
  edit(taskId: string, status: string): Promise<void>;
  /**
   * 50 rows of open tasks by plan date (null last), then id. `page` counts pages of 50 from 0; a keyset is used where
   * the product has one, else offset.
   */
  page(page: number): Promise<readonly ShownRow[]>;
  /**
   * 50 rows of open tasks with this status: by plan, then id, as the views of the app have them, or by another column
   * that a list can be sorted by, the latest change first.
   */
  filtered(status: string, order: FilteredOrder): Promise<readonly ShownRow[]>;
  /** How many tasks have each status. */
  counts(): Promise<Record<string, number>>;
  /**
   * Rows of up to 50 tasks whose text has every word as the beginning of a word (for products without full text search:
   * contains, case-insensitively, as their documentation advises).
   */
  search(words: string): Promise<readonly ShownRow[]>;
  /**
   * Resolves with the milliseconds from an edit to the new first page delivered by the product's own live query (or,
   * where it has none, edit plus asking again). The task must be on the first page and the status new to it.
   */
  liveQuery(taskId: string, status: string): Promise<number>;
  close(): Promise<void>;
}

/** Opens the product on a folder; a folder with data is opened with that data. */
export type OpenProduct = (folder: string) => Promise<Product>;

/** How many rows an answer has at most. */
export const pageSize = 50;

/** Stands in for a plan date that is not set, so that such tasks sort last. */
export const unplanned = Number.MAX_SAFE_INTEGER;

export type FilteredOrder = 'plan' | 'change';

/** What an edit leaves in the outbox. */
export function outboxJson(taskId: string, status: string): string {
  return JSON.stringify({ op: 'set-status', taskId, status });
}

/** The words of a search, in lower case. */
export function searchWords(words: string): string[] {
  return words
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
}

/** A delivery that a live query is waited for. */
export interface Delivery {
  promise: Promise<void>;
  arrived(): void;
  failed(error: Error): void;
}

/** Waits for a delivery of a live query, and fails where none comes within ten seconds. */
export function delivery(what: string): Delivery {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(() => reject(new Error(`${what} delivered nothing in 10 s`)), 10_000);
  return {
    promise: promise.finally(() => clearTimeout(timer)),
    arrived: () => resolve(),
    failed: (error) => reject(error),
  };
}
