/** Fetches nobody indicated: we want to see the platform's document again. They end without a Sync. */
import { systemFor } from '../domain/systems.ts';
import type { Asking } from '../equitri/platform-client.ts';
import type { StoredExchange } from '../store/exchanges.ts';
import type { SyncContext } from './context.ts';
import { beginExchange } from './begin-exchange.ts';

/** Events of our own; the platform never sees them. */
export const fetchAgain = 'OWN_FETCH';
/** The platform said VERSION_CONFLICT: it must have something newer than our base. */
export const fetchAfterConflict = 'OWN_FETCH_AFTER_CONFLICT';

export function isOwnFetch(exchange: Pick<StoredExchange, 'event'>): boolean {
  return exchange.event === fetchAgain || exchange.event === fetchAfterConflict;
}

/**
 * Who asks in an exchange: the System it is addressed to. One that a salvage made knows of none; it is asked as the System
 * of the task's cluster, where the task is here, else as the default endpoint.
 */
export function askingIn({ store, environment }: SyncContext, exchange: StoredExchange): Asking {
  const { api, indicationId, taskId } = exchange;
  if (exchange.systemId !== '') return exchange;
  const { systemId, cluster } = systemFor(environment.systems, store.tasks.get(taskId)?.base.cluster);
  return { api, indicationId, systemId, cluster };
}

/** Opens one for the task of another exchange, in the transaction of the caller. */
export function openOwnFetch(context: SyncContext, of: StoredExchange, event: string = fetchAgain): void {
  const { api, taskId, systemId, cluster } = of;
  const indicationId = context.surroundings.newId();
  beginExchange(context, {
    indicationId,
    direction: 'inbound',
    api,
    taskId,
    systemId,
    cluster,
    event,
    state: 'indicated',
  });
}
