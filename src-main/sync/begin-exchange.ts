/** How every exchange begins, whoever opens it. */
import type { StoredExchange } from '../store/exchanges.ts';
import { nowIso, type SyncContext } from './context.ts';

type Opening = Pick<
  StoredExchange,
  'indicationId' | 'direction' | 'api' | 'taskId' | 'systemId' | 'cluster' | 'event' | 'state'
>;

/** Stores a new exchange, due at once, in the transaction of the caller. */
export function beginExchange(context: SyncContext, opening: Opening): void {
  const { store, surroundings } = context;
  const fresh = { served: null, shownChange: null, outcome: null, tries: 0, trouble: null };
  store.exchanges.put({ ...opening, ...fresh, dueAt: surroundings.now() }, nowIso(context));
}
