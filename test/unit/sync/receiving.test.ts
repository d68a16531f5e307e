import { describe, expect, test } from 'vitest';
import { edit } from '../../../src-main/sync/outbox.ts';
import {
  giveUpFetch,
  merge,
  refuseDocument,
  takeIndication,
  waitingFor,
} from '../../../src-main/sync/receiving.ts';
import { asBuilt, patchInstall, taskId } from '../../support/documents.ts';
import { syncContext, type TestContext } from '../../support/sync-context.ts';

let ids = 0;
const newChangeId = () => `0192f0c4-0000-7000-9000-${(++ids).toString(16).padStart(12, '0')}`;

function states(context: TestContext): string[] {
  return context.store.changes.ofTask(taskId).map((change) => change.state);
}

describe('an update of the platform', () => {
  const indication = {
    indicationId: '0192f0c4-0000-7000-a000-000000000001',
    systemId: 'CONTR-ZH-01',
    cluster: 'ZH-NOORD',
    taskId,
    event: 'TASK_UPDATED',
    occurredAt: '2026-11-23T08:00:00Z',
  };

  test('never overwrites a task with pending changes, it is merged', () => {
    const context = syncContext([patchInstall()]);
    edit(context, newChangeId(), taskId, asBuilt);
    merge(context, 'outTask', patchInstall({ version: 8, priority: 'HIGH' }));
    expect(context.store.tasks.get(taskId)?.local).toMatchObject({
      version: 8,
      priority: 'HIGH',
      ...asBuilt,
    });
    expect(states(context)).toEqual(['queued']);
  });

  test('that is indicated while an older document is on its way is fetched after it', () => {
    const context = syncContext([patchInstall()]);
    takeIndication(context, 'outTask', indication);
    const waiting = waitingFor(context, taskId);
    const late = { ...indication, indicationId: '0192f0c4-0000-7000-a000-000000000009' };
    takeIndication(context, 'outTask', late);
    const unfetched = () => context.store.exchanges.unfetched(taskId).map(({ indicationId }) => indicationId);
    merge(context, 'outTask', patchInstall({ version: 8 }), [], waiting);
    expect(unfetched()).toEqual([late.indicationId]);
    giveUpFetch(context, taskId, waiting, { kind: 'notVisible' });
    refuseDocument(context, taskId, waiting, []);
    expect(unfetched()).toEqual([late.indicationId]);
    merge(context, 'outTask', patchInstall({ version: 9 }));
    expect(unfetched()).toEqual([]);
  });

  test('tells in the history what it changed, and nothing of what it left', () => {
    const context = syncContext([patchInstall()]);
    const told = {
      id: 'note-9',
      text: 'Sleutel bij de buren',
      createdAt: '2026-11-23T08:00:00Z',
      createdBy: 'PO',
    };
    const notes = [...(patchInstall().notes ?? []), told];
    merge(context, 'outTask', patchInstall({ version: 8, priority: 'HIGH', notes }));
    const [entry] = context.store.history.ofTask(taskId, 1);
    expect(entry).toMatchObject({ kind: 'merged', detail: { fromVersion: 7, toVersion: 8 } });
    expect(entry?.detail['fields']).toEqual([
      { field: '/priority', from: patchInstall().priority ?? null, to: 'HIGH' },
      { field: '/notes/note-9', from: null, to: told },
    ]);
  });

  test('parks a change that is in conflict with it, visible and complete', () => {
    const context = syncContext([patchInstall()]);
    edit(context, newChangeId(), taskId, { planned: '2026-11-25T09:00:00Z' });
    merge(context, 'outTask', patchInstall({ version: 8, planned: '2026-11-26T09:00:00Z' }));
    const [change] = context.store.changes.ofTask(taskId);
    expect(change).toMatchObject({ state: 'refused', patch: { planned: '2026-11-25T09:00:00Z' } });
    expect(change?.refusal?.reasons).toMatchObject([{ code: 'CONFLICT', field: '/planned' }]);
  });

  test('that is older than what we have changes nothing', () => {
    const context = syncContext([patchInstall()]);
    merge(context, 'outTask', patchInstall({ version: 6, priority: 'LOW' }));
    expect(context.store.tasks.get(taskId)?.base).toEqual(patchInstall());
  });

  test('is indicated as often as it likes, and fetched once for all that waited', () => {
    const context = syncContext([patchInstall()]);
    const other = { ...indication, indicationId: '0192f0c4-0000-7000-a000-000000000002' };
    for (const one of [indication, indication, other]) takeIndication(context, 'outTask', one);
    expect(context.store.exchanges.unfetched(taskId)).toHaveLength(2);
    expect(context.store.exchanges.countUnfetched()).toBe(1);
    merge(context, 'outTask', patchInstall({ version: 8 }));
    expect(context.store.exchanges.unfetched(taskId)).toEqual([]);
    expect(context.store.exchanges.get(other.indicationId)).toMatchObject({
      state: 'merged',
      outcome: { result: 'OK' },
    });
    takeIndication(context, 'outTask', indication);
    expect(context.store.exchanges.unfetched(taskId)).toEqual([]);
  });
});
