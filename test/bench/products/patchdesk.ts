/** Patchdesk's own engine by the paths of the app: the store, the outbox, receiving, lists that follow, announcements. */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { announcements } from '../../../src-main/engine/announcements.ts';
import { following } from '../../../src-main/engine/following.ts';
import { valueOrder } from '../../../src-main/engine/value-order.ts';
import type { ListQuery } from '../../../src-main/contract/list/query.ts';
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
import { pageSize, type OpenProduct } from '../peers/product.ts';
import { documentOf } from '../tasks.ts';

const openTasks: ListQuery = {
  scope: 'open',
  filters: [],
  sort: { column: 'planned', descending: false },
  search: null,
};
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
      announce.tasksChanged(taskIds);
      lists.follow();
    },
  };
  const compare = valueOrder(shippedView);
  /** Where pages begin, as a list that is scrolled knows it. */
  const cursors = new Map<number, string | null>([[0, null]]);

  function pageAt(page: number): string[] {
    let at = page;
    while (!cursors.has(at)) at -= 1;
    const skip = (page - at) * pageSize;
    const { rows, next } = store.lists.page(
      { query: openTasks, after: cursors.get(at) ?? null, skip, limit: pageSize },
      compare,
    );
    if (next !== null) cursors.set(page + 1, next);
    return rows.map(({ taskId }) => taskId);
  }

  const change = (taskId: string, status: string) =>
    edit(context, surroundings.newId(), taskId, { mainStatus: status });

  return Promise.resolve({
    name: 'Patchdesk',
    durability: 'WAL, synchronous = FULL: a power cut',
    async bulkApply(tasks) {
      const start = performance.now();
      for (let at = 0; at < tasks.length; at += together) {
        const fetched = tasks.slice(at, at + together);
        mergeAll(
          context,
          fetched.map((task) => ({ api: 'outTask' as const, document: documentOf(task) })),
        );
        await nextTurn();
      }
      received.durableMs += performance.now() - start;
      while (store.lists.behind() > 0) await pause(1);
    },
    edit: (taskId, status) => Promise.resolve(void change(taskId, status)),
    page: (page) => Promise.resolve(pageAt(page)),
    filtered(status) {
      const filters = [{ column: 'mainStatus' as const, in: [status] }];
      const query: ListQuery = { ...openTasks, filters, sort: { column: 'updatedAt', descending: true } };
      const { rows } = store.lists.page({ query, after: null, skip: 0, limit: pageSize }, compare);
      return Promise.resolve(rows.map(({ taskId }) => taskId));
    },
    counts() {
      const groups = store.lists.groups(openTasks, 'mainStatus', compare);
      return Promise.resolve(Object.fromEntries(groups.map(({ value, count }) => [value ?? '', count])));
    },
    search(words) {
      const rows = store.lists.search({ ...openTasks, scope: 'all', search: words }, pageSize);
      return Promise.resolve(rows.map(({ taskId }) => taskId));
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
