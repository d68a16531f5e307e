/** A platform that judges what it is shown. */
import type { Sync } from '../../src-main/equitri/messages.ts';
import { settle, show } from '../../src-main/sync/answering.ts';
import { openExchanges } from '../../src-main/sync/sending.ts';
import { taskId } from './documents.ts';
import type { TestContext } from './sync-context.ts';

/** Brings what waits of the task to the platform and has it answer. */
function judge(context: TestContext, verdict: Pick<Sync, 'result' | 'errors' | 'taskVersion'>): void {
  openExchanges(context);
  show(context, 'outTask', taskId);
  const exchange = context.store.exchanges.openOutbound(taskId);
  settle(context, 'outTask', {
    indicationId: exchange?.indicationId ?? '',
    systemId: 'CONTR-ZH-01',
    cluster: 'ZH-NOORD',
    taskId,
    syncedAt: '2026-11-23T08:00:00Z',
    ...verdict,
  });
}

/** Has it refuse, because of one field. */
export function refuse(context: TestContext, field: string): void {
  judge(context, {
    result: 'ERROR',
    errors: [{ code: 'VALIDATION_FAILED', field, message: 'out of range' }],
  });
}

export function accept(context: TestContext, taskVersion: number): void {
  judge(context, { result: 'OK', errors: [], taskVersion });
}
