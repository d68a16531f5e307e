import Database from 'better-sqlite3';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { builtInViews } from '../../../src-main/contract/list/built-in-views.ts';
import { openStore } from '../../../src-main/store/store.ts';
import { syncContext, testFolder } from '../../support/sync-context.ts';

const idOf = (at: number) => `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;
const view = (at: number, name = `View ${at}`) => ({ viewId: idOf(at), name, definition: builtInViews.mine });

describe('saved views', () => {
  test('keep their order, and their place when they are saved again', () => {
    const { views } = syncContext().store;
    for (const at of [1, 2, 3]) views.save(view(at));
    views.save(view(2, 'Another name'));
    expect(views.all().map(({ name }) => name)).toEqual(['View 1', 'Another name', 'View 3']);
    views.order([idOf(3), idOf(9), idOf(1), idOf(3)]);
    expect(views.all().map(({ viewId }) => viewId)).toEqual([idOf(3), idOf(1), idOf(2)]);
    views.remove(idOf(1));
    views.save(view(4));
    expect(views.all().map(({ viewId }) => viewId)).toEqual([idOf(3), idOf(2), idOf(4)]);
  });

  test('of a later program are left out and left alone', () => {
    const folder = testFolder();
    const { store } = syncContext([], folder);
    store.views.save(view(1));
    const file = join(folder, 'patchdesk.sqlite');
    const raw = new Database(file);
    raw
      .prepare('insert into saved_view (view_id, name, definition, place) values (?, ?, ?, 9)')
      .run(idOf(7), 'Of the future', JSON.stringify({ ...builtInViews.mine, map: true }));
    expect(store.views.all().map(({ viewId }) => viewId)).toEqual([idOf(1)]);
    raw.close();
    store.close();
    const again = openStore(file);
    expect(again.views.all().map(({ viewId }) => viewId)).toEqual([idOf(1)]);
    again.close();
    expect(new Database(file).prepare('select count(*) from saved_view').pluck().get()).toBe(2);
  });
});
