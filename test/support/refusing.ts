/** A platform that refuses what it is shown. */
import { settle, show } from '../../src-main/sync/answering.ts';
import { openExchanges } from '../../src-main/sync/sending.ts';
import { taskId } from './documents.ts';
import type { TestContext } from './sync-context.ts';

/** Brings what waits of the task to the platform and has it refuse, because of one field. */
export function refuse(context: TestContext, field: string): void {
  openExchanges(context);
  show(context, 'outTask', taskId);
  const exchange = context.store.exchanges.openOutbound(taskId);
  settle(context, 'outTask', {
    indicationId: exchange?.indicationId ?? '',
    systemId: 'CONTR-ZH-01',
    cluster: 'ZH-NOORD',
    taskId,
    result: 'ERROR',
    errors: [{ code: 'VALIDATION_FAILED', field, message: 'out of range' }],
    syncedAt: '2026-11-23T08:00:00Z',
  });
}
