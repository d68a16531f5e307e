/** The work that every product of the bench does, and on which they are compared. */
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
}

/** One product, opened on a folder of its own. */
export interface Product {
  readonly name: string;
  /** What a saved edit survives. */
  readonly durability: string;
  /** Takes in tasks that are not there yet; durable and answerable by all the others when it resolves. */
  bulkApply(tasks: readonly BenchTask[]): Promise<void>;
  /** Sets the status of a task and adds an outbox row {id, taskId, json}, durably, when it resolves. */
  edit(taskId: string, status: string): Promise<void>;
  /**
   * 50 ids of open tasks by plan date (null last), then id. `page` counts pages of 50 from 0; a keyset is used where
   * the product has one, else offset.
   */
  page(page: number): Promise<string[]>;
  /** 50 ids of tasks with this status, latest updatedAt first. */
  filtered(status: string): Promise<string[]>;
  /** How many tasks have each status. */
  counts(): Promise<Record<string, number>>;
  /**
   * Ids of up to 50 tasks whose text has every word as the beginning of a word (for products without full text search:
   * contains, case-insensitively, as their documentation advises).
   */
  search(words: string): Promise<string[]>;
  /**
   * Resolves with the milliseconds from an edit to the new first page delivered by the product's own live query (or,
   * where it has none, edit plus asking again). The task must be on the first page and the status new to it.
   */
  liveQuery(taskId: string, status: string): Promise<number>;
  close(): Promise<void>;
}

/** Opens the product on a folder; a folder with data is opened with that data. */
export type OpenProduct = (folder: string) => Promise<Product>;

/** How many ids an answer has at most. */
export const pageSize = 50;

/** Stands in for a plan date that is not set, so that such tasks sort last. */
export const unplanned = Number.MAX_SAFE_INTEGER;

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
