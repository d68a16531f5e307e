/** Lists over tasks in memory, in a real SQLite file. */
import { join } from 'node:path';
import type { TaskDocument } from '../../src-main/contract/document/task-document.ts';
import type { ListQuery } from '../../src-main/contract/list/query.ts';
import type { TaskRow } from '../../src-main/contract/task-view.ts';
import type { ListedTask } from '../../src-main/domain/listing/listing.ts';
import { openListsOf, type Followed, type Lists } from '../../src-main/store/lists/lists.ts';
import type { CompareValues } from '../../src-main/store/lists/plan.ts';
import type { RevisedTask } from '../../src-main/store/revised-tasks.ts';
import type { Store } from '../../src-main/store/store.ts';
import { testFolder } from './sync-context.ts';

/** Tasks that lists follow, as the store would have them. */
export class TasksInMemory implements Followed {
  readonly file = '';
  readonly storeId: string;
  #last = 0;
  readonly #tasks = new Map<string, RevisedTask>();

  constructor(storeId = 'store') {
    this.storeId = storeId;
  }

  put(task: Partial<ListedTask> & { local: TaskDocument }): void {
    const { local } = task;
    this.#tasks.delete(local.id);
    this.#tasks.set(local.id, {
      taskId: local.id,
      api: 'outTask',
      ended: false,
      pending: 0,
      refused: 0,
      ...task,
      revision: ++this.#last,
    });
  }

  get all(): RevisedTask[] {
    return [...this.#tasks.values()];
  }

  lastRevision(): number {
    return this.#last;
  }

  countSince(revision: number): number {
    return this.all.filter((task) => task.revision > revision).length;
  }

  since(revision: number, limit: number): RevisedTask[] {
    return this.all.filter((task) => task.revision > revision).slice(0, limit);
  }
}

/** Values by their code, as a store compares them that knows no rules. */
export const byCode: CompareValues = (_column, one, other) => (one < other ? -1 : Number(one > other));

/** Lists that have followed all of the tasks; to be closed by the caller. */
export function listsOf(tasks: Followed, folder = testFolder(), now = 0): Lists {
  const lists = openListsOf(join(folder, 'test.lists.sqlite'), tasks);
  while (lists.behind() > 0) lists.follow(1000, now);
  return lists;
}

export function queryOf(part: Partial<ListQuery> = {}): ListQuery {
  return {
    scope: 'all',
    filters: [],
    sort: { column: 'planned', descending: false },
    search: null,
    ...part,
  };
}

/** All rows of a query, page by page. */
export function allRows(lists: Lists, query: ListQuery, limit = 7) {
  const rows = [];
  let after: string | null = null;
  do {
    const page = lists.page({ query, after, skip: 0, limit }, byCode);
    rows.push(...page.rows);
    after = page.next;
  } while (after !== null);
  return rows;
}

/** The first rows of all tasks of a store, once its lists have followed. */
export function rowsOf({ lists }: Pick<Store, 'lists'>, part: Partial<ListQuery> = {}): TaskRow[] {
  while (lists.behind() > 0) lists.follow(1000, 0);
  return lists.page({ query: queryOf(part), after: null, skip: 0, limit: 1000 }, byCode).rows;
}
