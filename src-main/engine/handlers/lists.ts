/** The calls about lists of tasks. */
import { mostFound } from '../../contract/list/query.ts';
import type { listMethods } from '../../contract/list-methods.ts';
import type { Lists } from '../../store/lists/lists.ts';
import type { CompareValues } from '../../store/lists/plan.ts';
import type { SyncContext } from '../../sync/context.ts';
import { applyPlans, previewPlans } from '../../sync/plan-dates.ts';
import type { Handlers } from '../windows.ts';

type ListHandlers = Pick<Handlers, keyof typeof listMethods>;

/**
 * `current` gives the lists as they are now, `compare` the order of values by the rules in force; `wake` has the sync look
 * at what is due.
 */
export function listHandlers(
  context: SyncContext,
  current: () => Lists,
  compare: () => CompareValues,
  wake: () => void,
): ListHandlers {
  const { store } = context;
  const { views } = store;
  return {
    'task.list': ({ query, after, skip, limit }) => {
      const lists = current();
      if (query.search !== null) {
        const { rows, more } = lists.search(query, mostFound);
        return { rows: rows.slice(skip, skip + limit), next: null, behind: lists.behind(), more };
      }
      return { ...lists.page({ query, after, skip, limit }, compare()), behind: lists.behind() };
    },
    'task.count': ({ queries }) => {
      const lists = current();
      return {
        counts: queries.map((query) => {
          if (query.search === null) return lists.count(query, compare());
          const { rows, more } = lists.search(query, mostFound);
          return { count: rows.length, more };
        }),
      };
    },
    'task.groups': ({ query, by }) => ({ groups: current().groups(query, by, compare()) }),
    'view.list': () => ({ saved: views.all(), me: context.environment.user.userName }),
    'view.save': (view) => {
      store.transact(() => views.save(view));
      return {};
    },
    'view.remove': ({ viewId }) => {
      store.transact(() => views.remove(viewId));
      return {};
    },
    'view.order': ({ viewIds }) => {
      store.transact(() => views.order(viewIds));
      return {};
    },
    'plan.read': ({ fileName, content }) => ({ lines: previewPlans(context, fileName, content) }),
    'plan.apply': ({ plans }) => {
      const applied = applyPlans(context, plans);
      wake();
      return applied;
    },
  };
}
