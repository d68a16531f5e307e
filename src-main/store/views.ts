/** The views that were saved here, in the order people gave them. */
import type { Database } from 'better-sqlite3';
import { SavedView } from '../contract/list/view.ts';

interface ViewColumns {
  view_id: string;
  name: string;
  definition: string;
}

export type ViewTable = ReturnType<typeof viewTable>;

/** The queries on saved views, prepared once. */
export function viewTable(db: Database) {
  const all = db.prepare<[], ViewColumns>(
    'select view_id, name, definition from saved_view order by place, view_id',
  );
  const save = db.prepare<{ viewId: string; name: string; definition: string }>(`
    insert into saved_view (view_id, name, definition, place)
    values (:viewId, :name, :definition, (select ifnull(max(place), 0) + 1 from saved_view))
    on conflict (view_id) do update set name = excluded.name, definition = excluded.definition`);
  const remove = db.prepare<[string]>('delete from saved_view where view_id = ?');
  const place = db.prepare<[number, string]>('update saved_view set place = ? where view_id = ?');
  return {
    /** Views that this program can't read (a later one saved them) are left where they are, and left out. */
    all(): SavedView[] {
      return all.all().flatMap(({ view_id, name, definition }) => {
        const view = SavedView.safeParse({
          viewId: view_id,
          name,
          definition: JSON.parse(definition) as unknown,
        });
        return view.success ? [view.data] : [];
      });
    },
    /** In the place of an earlier one of this id, else last. */
    save({ viewId, name, definition }: SavedView): void {
      save.run({ viewId, name, definition: JSON.stringify(definition) });
    },
    remove(viewId: string): void {
      remove.run(viewId);
    },
    /** Puts these first, in this order; the others follow in theirs. */
    order(viewIds: readonly string[]): void {
      const known = all.all().map(({ view_id }) => view_id);
      const first = [...new Set(viewIds)].filter((viewId) => known.includes(viewId));
      const rest = known.filter((viewId) => !first.includes(viewId));
      for (const [at, viewId] of [...first, ...rest].entries()) place.run(at + 1, viewId);
    },
  };
}
