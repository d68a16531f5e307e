import Database from 'better-sqlite3';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { announcements } from '../../../src-main/engine/announcements.ts';
import { following } from '../../../src-main/engine/following.ts';
import { valueOrder } from '../../../src-main/engine/value-order.ts';
import type { EventDetail } from '../../../src-main/contract/events.ts';
import type { SyncStatus } from '../../../src-main/contract/sync-status.ts';
import { listsFileOf } from '../../../src-main/store/lists/lists-file.ts';
import { silentLog } from '../../../src-main/runtime/log.ts';
import { merge, mergeAll } from '../../../src-main/sync/receiving.ts';
import { edit } from '../../../src-main/sync/outbox.ts';
import { patchInstall } from '../../support/documents.ts';
import { shippedView } from '../../support/shipped-view.ts';
import { byCode, queryOf } from '../../support/lists.ts';
import { syncContext, testFolder, type TestContext } from '../../support/sync-context.ts';

type Changed = EventDetail<'tasks.changed'>;

/** Rubbish where the indexes of the listings begin: found only by whoever walks them. */
function ruinIndexes(file: string): void {
  const db = new Database(file, { readonly: true });
  const roots = db
    .prepare<[], number>("select rootpage from sqlite_schema where name like 'listing%' and rootpage > 0")
    .pluck()
    .all();
  db.close();
  const bytes = readFileSync(file);
  for (const root of roots) bytes.fill(7, (root - 1) * 8192, root * 8192);
  writeFileSync(file, bytes);
}

/** A context whose lists follow, with what the windows are told. */
function followed(context: TestContext) {
  const told: Changed[] = [];
  const announce = announcements(
    (event, detail) => {
      if (event === 'tasks.changed') told.push(detail as Changed);
    },
    () => ({}) as SyncStatus,
    context.surroundings,
  );
  const lists = following(context.store.lists, context.surroundings, silentLog, {
    relisted: (rows) => announce.relisted(rows),
    filled: () => announce.listsFilled(),
  });
  context.changed = (taskIds) => {
    lists.follow();
    announce.tasksChanged(taskIds);
  };
  return { told, lists };
}

describe('lists that follow', () => {
  test.each(['a question', 'a change'])(
    'are filled again by themselves when %s finds their file damaged',
    async (by) => {
      const folder = testFolder();
      const documents = Array.from({ length: 200 }, (_none, at) => patchInstall({ id: `OT-${at}` }));
      const before = syncContext(documents, folder);
      while (before.store.lists.behind() > 0) before.store.lists.follow(1000, 0);
      before.store.close();
      ruinIndexes(listsFileOf(join(folder, 'patchdesk.sqlite')));
      const context = syncContext([], folder);
      const { lists, told } = followed(context);
      const ask = () =>
        lists.upToDate().page({ query: queryOf(), after: null, skip: 0, limit: 500 }, byCode).rows;
      if (by === 'a question') ask();
      else {
        merge(context, 'outTask', patchInstall({ id: 'OT-5', version: 9 }));
        context.changed(['OT-5']);
      }
      await context.surroundings.pass(10_000);
      expect(context.store.lists.behind()).toBe(0);
      expect(ask()).toHaveLength(200);
      expect(told.length).toBeGreaterThan(0);
    },
  );

  test('have a small change before the next question, and its row before and after is told', async () => {
    const context = syncContext([patchInstall({ id: 'OT-1', mainStatus: 'PLANNED' })]);
    const { told, lists } = followed(context);
    lists.follow();
    await context.surroundings.pass(100);
    told.length = 0;
    edit(context, '00000000-0000-4000-8000-000000000001', 'OT-1', { mainStatus: 'IN_PROGRESS' });
    expect(context.store.lists.behind()).toBe(1);
    expect(lists.upToDate().row('OT-1')).toMatchObject({ mainStatus: 'IN_PROGRESS', pending: 1 });
    await context.surroundings.pass(100);
    expect(told).toMatchObject([
      {
        taskIds: ['OT-1'],
        rows: [
          { before: { mainStatus: 'PLANNED', pending: 0 }, after: { mainStatus: 'IN_PROGRESS', pending: 1 } },
        ],
      },
    ]);
  });

  test('follow a burst in slices, and tell of it without its rows', async () => {
    const context = syncContext();
    const { told, lists } = followed(context);
    const documents = Array.from({ length: 240 }, (_, at) => patchInstall({ id: `OT-${at}` }));
    mergeAll(
      context,
      documents.map((document) => ({ api: 'outTask' as const, document })),
    );
    const behind = lists.upToDate().behind();
    expect(behind).toBeGreaterThan(0);
    expect(behind).toBeLessThan(240);
    await context.surroundings.pass(1000);
    expect(context.store.lists.behind()).toBe(0);
    expect(told.at(-1)?.rows).toBeNull();
    expect(new Set(told.flatMap(({ taskIds }) => taskIds)).size).toBe(240);
  });

  test('have a large burst brought in by a thread, and whoever shows a list is told to read it again', async () => {
    const context = syncContext();
    const documents = Array.from({ length: 1000 }, (_, at) => patchInstall({ id: `OT-${at}` }));
    mergeAll(
      context,
      documents.map((document) => ({ api: 'outTask' as const, document })),
    );
    const { told, lists } = followed(context);
    lists.follow();
    await vi.waitFor(async () => {
      await context.surroundings.pass(100);
      expect(context.store.lists.behind()).toBe(0);
    });
    expect(told).not.toHaveLength(0);
    expect(told.every(({ taskIds, rows }) => taskIds.length === 0 && rows === null)).toBe(true);
    // The next small change is followed at once again.
    await vi.waitFor(async () => {
      await context.surroundings.pass(100);
      edit(context, context.surroundings.newId(), 'OT-1', { notes: [{ text: 'x', isInternal: false }] });
      expect(context.store.lists.row('OT-1')?.pending).toBeGreaterThan(0);
    });
  });

  test.each([
    ['can not be started', 'throws' as const],
    ['fails', 'ends' as const],
  ])('follow in slices where the thread %s', async (_what, how) => {
    const context = syncContext();
    const { lists } = context.store;
    const failing = {
      ...lists,
      fill(_now: number, heard: { ended: (reason: string | null) => void }) {
        if (how === 'throws') throw new Error('there are no threads here');
        context.surroundings.after(10, () => heard.ended('out of memory'));
        return true;
      },
    };
    const documents = Array.from({ length: 1000 }, (_, at) => patchInstall({ id: `OT-${at}` }));
    mergeAll(
      context,
      documents.map((document) => ({ api: 'outTask' as const, document })),
    );
    const follower = following(failing, context.surroundings, silentLog, {
      relisted: () => undefined,
      filled: () => undefined,
    });
    follower.follow();
    await context.surroundings.pass(1000);
    expect(lists.behind()).toBe(0);
  });

  test('go on where they could not be written, once they can be', async () => {
    const context = syncContext();
    let fails = true;
    const { lists } = context.store;
    const trying = {
      ...lists,
      follow(most: number, now: number) {
        if (fails) throw new Error('the disk is full');
        return lists.follow(most, now);
      },
    };
    const follower = following(trying, context.surroundings, silentLog, {
      relisted: () => undefined,
      filled: () => undefined,
    });
    merge(context, 'outTask', patchInstall());
    follower.follow();
    expect(lists.behind()).toBe(1);
    fails = false;
    await context.surroundings.pass(6000);
    expect(lists.behind()).toBe(0);
  });

  test('are not ahead of an edit that was rolled back', () => {
    const context = syncContext([patchInstall({ id: 'OT-1' })]);
    const { store } = context;
    store.lists.follow(10, 0);
    expect(() =>
      store.transact(() => {
        merge(context, 'outTask', patchInstall({ id: 'OT-2' }));
        throw new Error('power cut');
      }),
    ).toThrow('power cut');
    store.lists.follow(10, 0);
    expect([store.lists.behind(), store.lists.row('OT-2')]).toEqual([0, null]);
    merge(context, 'outTask', patchInstall({ id: 'OT-3' }));
    store.lists.follow(10, 0);
    expect(store.lists.row('OT-3')).not.toBeNull();
  });
});

describe('the order of values', () => {
  const compare = valueOrder(shippedView);

  test.each([
    ['priority', ['URGENT', 'LOW', 'HIGH', 'NORMAL'], ['LOW', 'NORMAL', 'HIGH', 'URGENT']],
    ['slaStatus', ['BREACHED', 'MET', 'AT_RISK', 'ON_TRACK'], ['MET', 'ON_TRACK', 'AT_RISK', 'BREACHED']],
    ['popName', ['Delft 10', 'Ede', 'delft 9', 'Äs'], ['Äs', 'delft 9', 'Delft 10', 'Ede']],
    ['priority', ['X', 'LOW', 'A'], ['LOW', 'A', 'X']],
  ] as const)('of %s is what they mean, else their names', (column, values, wanted) => {
    expect([...values].sort((one, other) => compare(column, one, other))).toEqual(wanted);
  });
});
