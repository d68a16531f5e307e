/** Patchdesk's own engine by the paths of the app: the store, the outbox, receiving, lists that follow, announcements. */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { announcements } from '../../../src-main/engine/announcements.ts';
import { following } from '../../../src-main/engine/following.ts';
import { valueOrder } from '../../../src-main/engine/value-order.ts';
import type { ListQuery } from '../../../src-main/contract/list/query.ts';
import type { TaskRow } from '../../../src-main/contract/task-view.ts';
import type { SyncStatus } from '../../../src-main/contract/sync-status.ts';
import { defaultRules } from '../../../src-main/domain/rules/default-rules.ts';
import { silentLog } from '../../../src-main/runtime/log.ts';
import { realSurroundings } from '../../../src-main/runtime/surroundings.ts';
import { openStore } from '../../../src-main/store/store.ts';
import { together } from '../../../src-main/sync/arrivals.ts';
import type { SyncContext } from '../../../src-main/sync/context.ts';
import { edit } from '../../../src-main/sync/outbox.ts';
import { mergeAll } from '../../../src-main/sync/receiving.ts';
import { shippedView } from '../../support/shipped-view.ts';
import { environment } from '../../support/sync-context.ts';
import { pageSize, type OpenProduct, type ShownRow } from '../peers/product.ts';

const openTasks: ListQuery = {
  scope: 'open',
  filters: [],
  sort: { column: 'planned', descending: false },
  search: null,
};
/** Rows as they are: a type without an index is no record. */
const toRows = (rows: TaskRow[]): ShownRow[] => rows.map((row): ShownRow => row);
const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

/** Time spent until everything received so far was on the disk; lists and search came after it. */
export const received = { durableMs: 0 };

export const open: OpenProduct = (folder) => {
  const store = openStore(join(folder, 'patchdesk.sqlite'));
  const surroundings = realSurroundings();
  let heard: () => void = () => undefined;
  const announce = announcements(
    (event) => (event === 'tasks.changed' ? heard() : undefined),
    () => ({}) as SyncStatus,
    surroundings,
  );
  const lists = following(store.lists, surroundings, silentLog, {
    relisted: (rows) => announce.relisted(rows),
    filled: () => announce.listsFilled(),
  });
  const context: SyncContext = {
    environment,
    store,
    rules: defaultRules('contractor'),
    recordFacts: () => null,
    surroundings,
    log: silentLog,
    changed(taskIds) {
      lists.follow();
      announce.tasksChanged(taskIds);
    },
  };
  const compare = valueOrder(shippedView);
  /** Where pages begin, as a list that is scrolled knows it. */
  const cursors = new Map<number, string | null>([[0, null]]);

  function pageAt(page: number): TaskRow[] {
    let at = page;
    while (!cursors.has(at)) at -= 1;
    const skip = (page - at) * pageSize;
    const { rows, next } = lists
      .upToDate()
      .page({ query: openTasks, after: cursors.get(at) ?? null, skip, limit: pageSize }, compare);
    if (next !== null) cursors.set(page + 1, next);
    return rows;
  }

  const change = (taskId: string, status: string) =>
    edit(context, surroundings.newId(), taskId, { mainStatus: status });

  return Promise.resolve({
    name: 'Patchdesk',
    durability: 'WAL, synchronous = FULL: a power cut',
    names: { id: 'taskId', status: 'mainStatus', street: 'street', pop: 'popName' },
    async bulkApply(documents) {
      const start = performance.now();
      for (let at = 0; at < documents.length; at += together) {
        const fetched = documents.slice(at, at + together);
        mergeAll(
          context,
          fetched.map((document) => ({ api: 'outTask' as const, document })),
        );
        await nextTurn();
      }
      received.durableMs += performance.now() - start;
      while (store.lists.behind() > 0) await pause(1);
    },
    edit: (taskId, status) => Promise.resolve(void change(taskId, status)),
    page: (page) => Promise.resolve(toRows(pageAt(page))),
    filtered(status, order) {
      const filters = [{ column: 'mainStatus' as const, in: [status] }];
      const byChange = { column: 'updatedAt', descending: true } as const;
      const query: ListQuery = { ...openTasks, filters, sort: order === 'plan' ? openTasks.sort : byChange };
      const { rows } = lists.upToDate().page({ query, after: null, skip: 0, limit: pageSize }, compare);
      return Promise.resolve(toRows(rows));
    },
    counts() {
      const groups = lists.upToDate().groups(openTasks, 'mainStatus', compare);
      return Promise.resolve(Object.fromEntries(groups.map(({ value, count }) => [value ?? '', count])));
    },
    search(words) {
      const { rows } = lists.upToDate().search({ ...openTasks, scope: 'all', search: words }, pageSize);
      return Promise.resolve(toRows(rows));
    },
    async liveQuery(taskId, status) {
      const told = new Promise<void>((resolve) => {
        heard = resolve;
      });
      const start = performance.now();
      change(taskId, status);
      await told;
      pageAt(0);
      return performance.now() - start;
    },
    close() {
      lists.stop();
      announce.stop();
      store.close();
      return Promise.resolve();
    },
  });
};
