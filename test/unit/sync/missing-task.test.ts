import { expect, test } from 'vitest';
import { NotNow } from '../../../src-main/equitri/endpoint/handlers.ts';
import type { Sync } from '../../../src-main/equitri/messages.ts';
import { settle, show } from '../../../src-main/sync/answering.ts';
import type { SyncContext } from '../../../src-main/sync/context.ts';
import { merge } from '../../../src-main/sync/receiving.ts';
import { openExchanges } from '../../../src-main/sync/sending.ts';
import { storeWithoutTask } from '../../support/damaged-store.ts';
import { patchInstall } from '../../support/documents.ts';

/** The platform's answer to the open exchange of a task. */
function syncFor({ store }: SyncContext, taskId: string, part: Partial<Sync> = {}): Sync {
  const exchange = store.exchanges.openOutbound(taskId);
  if (!exchange) throw new Error('no exchange is open');
  const { indicationId, systemId, cluster } = exchange;
  const answer = { result: 'OK' as const, taskVersion: 8, taskRef: null, errors: [] };
  return {
    indicationId,
    systemId,
    cluster,
    taskId,
    ...answer,
    syncedAt: '2026-11-23T08:00:00Z',
    ...part,
  };
}

const statesOf = ({ store }: SyncContext, taskId: string) =>
  store.changes.ofTask(taskId).map(({ state }) => state);

test('a task that is fetched again is not unknown to the platform, which was told of its changes before', () => {
  const { context, taskId } = storeWithoutTask(openExchanges);
  expect(() => show(context, 'outTask', taskId)).toThrow(NotNow);
  expect(statesOf(context, taskId)).toEqual(['queued', 'queued']);
  merge(context, 'outTask', patchInstall({ id: taskId }));
  expect(show(context, 'outTask', taskId)).toMatchObject({
    work: { patch: { odfPosition: expect.stringMatching(/^3-2-/) as string } },
  });
  expect(settle(context, 'outTask', syncFor(context, taskId))).toBe(true);
  expect(statesOf(context, taskId)).toEqual(['accepted', 'accepted']);
});

test('what was shown before the damage is shown again, and its Sync waits for the task', () => {
  const shown = new Map<string, unknown>();
  const { context, taskId } = storeWithoutTask((before) => {
    openExchanges(before);
    for (const { taskId: id } of before.store.changes.allOpen()) shown.set(id, show(before, 'outTask', id));
  });
  expect(show(context, 'outTask', taskId)).toEqual(shown.get(taskId));
  const sync = syncFor(context, taskId);
  expect(() => settle(context, 'outTask', sync)).toThrow(NotNow);
  expect(statesOf(context, taskId)).toEqual(['sent', 'sent']);
  merge(context, 'outTask', patchInstall({ id: taskId }));
  expect(settle(context, 'outTask', sync)).toBe(true);
  expect(statesOf(context, taskId)).toEqual(['accepted', 'accepted']);
});

test('a task that was never here stays unknown, also while it is fetched for the first time', () => {
  const { context, taskId } = storeWithoutTask(openExchanges);
  expect(show(context, 'outTask', 'OT-UNHEARD-OF')).toBeNull();
  expect(show(context, 'inTask', taskId)).toBeNull();
});
