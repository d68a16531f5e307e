/** The lists of the window: the views, how many tasks each has, the one that is open, and its rows. */
import { getContext, setContext, untrack } from 'svelte';
import type { Surroundings } from '../../app/surroundings.ts';
import { OpenView } from './open-view.svelte.ts';
import { queryOf } from './query-of.ts';
import { TaskList } from './task-list.svelte.ts';
import { ViewCounts } from './view-counts.svelte.ts';
import { Views } from './views.svelte.ts';

export interface Lists {
  views: Views;
  counts: ViewCounts;
  open: OpenView;
  rows: TaskList;
}

const key = Symbol('lists');

/** Call it once, while the frame is set up: so the lists are as they were left when one comes back from elsewhere. */
export function provideLists({
  engine,
  router,
  clock,
}: Pick<Surroundings, 'engine' | 'router' | 'clock'>): Lists {
  const views = new Views(engine);
  const lists: Lists = {
    views,
    counts: new ViewCounts(engine),
    open: new OpenView(views, { router, clock }),
    rows: new TaskList(engine),
  };
  setContext(key, lists);

  $effect(() => {
    const { query, name } = lists.open;
    if (query) untrack(() => lists.rows.ask(query, name));
  });
  $effect(() => {
    const { me, all } = views;
    if (me === null) return;
    const counted = all.map(({ viewId, definition }) => ({
      viewId,
      query: queryOf(definition, clock.about, me),
    }));
    untrack(() => lists.counts.count(counted));
  });
  // What was searched for was searched for in the view before.
  let listId = router.listId;
  $effect.pre(() => {
    if (listId !== router.listId) untrack(() => lists.open.stopSearching());
    listId = router.listId;
  });
  return lists;
}

export function useLists(): Lists {
  return getContext<Lists>(key);
}
