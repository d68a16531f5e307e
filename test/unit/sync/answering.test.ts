import { describe, expect, test } from 'vitest';
import { correct, edit, withdraw } from '../../../src-main/sync/outbox.ts';
import { settle, show } from '../../../src-main/sync/answering.ts';
import { merge } from '../../../src-main/sync/receiving.ts';
import { openExchanges } from '../../../src-main/sync/sending.ts';
import type { Sync } from '../../../src-main/equitri/messages.ts';
import { asBuilt, patchInstall, taskId } from '../../support/documents.ts';
import { syncContext, type TestContext } from '../../support/sync-context.ts';

let ids = 0;
const newChangeId = () => `0192f0c4-0000-7000-9000-${(++ids).toString(16).padStart(12, '0')}`;

function offer(context: TestContext): string {
  openExchanges(context);
  return context.store.exchanges.openOutbound(taskId)?.indicationId ?? 'none';
}

function sync(indicationId: string, rest: Partial<Sync> = {}): Sync {
  return {
    indicationId,
    systemId: 'CONTR-ZH-01',
    cluster: 'ZH-NOORD',
    taskId,
    result: 'OK',
    taskVersion: 8,
    errors: [],
    syncedAt: '2026-11-23T08:00:02Z',
    ...rest,
  };
}

function states(context: TestContext): string[] {
  return context.store.changes.ofTask(taskId).map((change) => change.state);
}

describe('a Fetch of the platform', () => {
  test('is answered with base and pending changes on the version they are based on', () => {
    const context = syncContext([patchInstall()]);
    edit(context, newChangeId(), taskId, asBuilt);
    offer(context);
    expect(show(context, 'outTask', taskId)).toEqual({ ...patchInstall(), ...asBuilt });
    expect(states(context)).toEqual(['sent']);
  });

  test('shows the same when it is repeated, even if more was typed meanwhile', () => {
    const context = syncContext([patchInstall()]);
    edit(context, newChangeId(), taskId, asBuilt);
    offer(context);
    const first = show(context, 'outTask', taskId);
    edit(context, newChangeId(), taskId, { subStatus: 'later' });
    expect(show(context, 'outTask', taskId)).toEqual(first);
    expect(states(context)).toEqual(['sent', 'queued']);
  });

  test('that belongs to no exchange of ours shows no change', () => {
    const context = syncContext([patchInstall()]);
    edit(context, newChangeId(), taskId, asBuilt);
    expect(show(context, 'outTask', taskId)).toEqual(patchInstall());
    expect(states(context)).toEqual(['queued']);
  });

  test('for a task we do not have, or of the other API, shows nothing', () => {
    const context = syncContext([patchInstall()]);
    expect(show(context, 'outTask', 'OT-0')).toBeNull();
    expect(show(context, 'inTask', taskId)).toBeNull();
  });
});

describe('a Sync of the platform', () => {
  test('OK acknowledges exactly what was shown; an edit made in between goes with the next exchange', () => {
    const context = syncContext([patchInstall()]);
    edit(context, newChangeId(), taskId, asBuilt);
    const first = offer(context);
    show(context, 'outTask', taskId);
    edit(context, newChangeId(), taskId, { subStatus: 'later' });
    expect(settle(context, 'outTask', sync(first))).toBe(true);
    expect(states(context)).toEqual(['accepted', 'queued']);
    expect(context.store.tasks.get(taskId)?.base).toEqual({ ...patchInstall(), ...asBuilt, version: 8 });
    expect(context.store.changes.ofTask(taskId)[0]?.receipt).toEqual({
      indicationId: first,
      taskVersion: 8,
      syncedAt: '2026-11-23T08:00:02Z',
      receivedAt: '2026-11-23T08:00:00.000Z',
    });
    expect(offer(context)).not.toBe(first);
    expect(show(context, 'outTask', taskId)).toMatchObject({ version: 8, subStatus: 'later' });
  });

  test('that is repeated, or comes after the other result, changes nothing', () => {
    const context = syncContext([patchInstall()]);
    edit(context, newChangeId(), taskId, asBuilt);
    const id = offer(context);
    show(context, 'outTask', taskId);
    settle(context, 'outTask', sync(id));
    const before = context.store.changes.ofTask(taskId);
    expect(settle(context, 'outTask', sync(id, { taskVersion: 9 }))).toBe(true);
    expect(settle(context, 'outTask', sync(id, { result: 'ERROR' }))).toBe(true);
    expect(context.store.changes.ofTask(taskId)).toEqual(before);
  });

  test('OK before anything was shown acknowledges nothing', () => {
    const context = syncContext([patchInstall()]);
    edit(context, newChangeId(), taskId, asBuilt);
    settle(context, 'outTask', sync(offer(context)));
    expect(states(context)).toEqual(['queued']);
  });

  test('OK with an older version than a later Fetch brought never takes the base back', () => {
    const context = syncContext([patchInstall()]);
    edit(context, newChangeId(), taskId, asBuilt);
    const id = offer(context);
    show(context, 'outTask', taskId);
    merge(context, 'outTask', patchInstall({ version: 9, priority: 'HIGH', ...asBuilt }));
    settle(context, 'outTask', sync(id, { taskVersion: 8 }));
    expect(states(context)).toEqual(['accepted']);
    expect(context.store.tasks.get(taskId)?.base).toMatchObject({ version: 9, priority: 'HIGH' });
  });

  test('of another task or API is none of ours, and ends nothing', () => {
    const context = syncContext([patchInstall()]);
    edit(context, newChangeId(), taskId, asBuilt);
    const id = offer(context);
    show(context, 'outTask', taskId);
    expect(settle(context, 'inTask', sync(id))).toBe(false);
    expect(settle(context, 'outTask', sync(id, { taskId: 'OT-0' }))).toBe(false);
    expect(settle(context, 'outTask', sync('0192f0c4-0000-7000-8000-0000000000ff'))).toBe(false);
    expect(states(context)).toEqual(['sent']);
    expect(context.store.exchanges.get(id)?.state).toBe('fetched');
  });

  test('ends the exchange as what it says', () => {
    for (const [result, state] of [
      ['OK', 'accepted'],
      ['ERROR', 'refused'],
    ] as const) {
      const context = syncContext([patchInstall()]);
      edit(context, newChangeId(), taskId, asBuilt);
      const id = offer(context);
      show(context, 'outTask', taskId);
      settle(context, 'outTask', sync(id, { result }));
      expect(context.store.exchanges.get(id)).toMatchObject({ state, dueAt: null });
    }
  });

  test('with VERSION_CONFLICT among other reasons is one: the others are about a version that is past', () => {
    const context = syncContext([patchInstall()]);
    edit(context, newChangeId(), taskId, asBuilt);
    const errors = [
      { code: 'VALIDATION_FAILED', field: '/work/patch/powerDbm', message: null },
      { code: 'VERSION_CONFLICT', field: '/version', message: null },
    ];
    const id = offer(context);
    show(context, 'outTask', taskId);
    settle(context, 'outTask', sync(id, { result: 'ERROR', errors }));
    expect(states(context)).toEqual(['queued']);
  });

  test('VERSION_CONFLICT queues the changes again, behind a Fetch and a merge', () => {
    const context = syncContext([patchInstall()]);
    edit(context, newChangeId(), taskId, asBuilt);
    const errors = [{ code: 'VERSION_CONFLICT', field: '/version', message: null }];
    const id = offer(context);
    show(context, 'outTask', taskId);
    settle(context, 'outTask', sync(id, { result: 'ERROR', errors }));
    expect(states(context)).toEqual(['queued']);
    expect(offer(context)).toBe('none');
    merge(context, 'outTask', patchInstall({ version: 8, priority: 'HIGH' }));
    offer(context);
    expect(show(context, 'outTask', taskId)).toMatchObject({ version: 8, priority: 'HIGH', ...asBuilt });
  });

  test('VERSION_CONFLICT after a Fetch brought the newer document offers again on it at once', () => {
    const context = syncContext([patchInstall()]);
    edit(context, newChangeId(), taskId, asBuilt);
    const id = offer(context);
    show(context, 'outTask', taskId);
    merge(context, 'outTask', patchInstall({ version: 8, priority: 'HIGH' }));
    settle(context, 'outTask', sync(id, { result: 'ERROR', errors: [{ code: 'VERSION_CONFLICT' }] }));
    expect(states(context)).toEqual(['queued']);
    offer(context);
    expect(show(context, 'outTask', taskId)).toMatchObject({ version: 8, priority: 'HIGH', ...asBuilt });
  });

  test('is about what was shown: a change parked meanwhile can not be corrected or withdrawn under it', () => {
    const context = syncContext([patchInstall()]);
    const changeId = newChangeId();
    edit(context, changeId, taskId, { planned: '2026-11-25T09:00:00Z' });
    const id = offer(context);
    show(context, 'outTask', taskId);
    merge(context, 'outTask', patchInstall({ version: 8, planned: '2026-11-26T09:00:00Z' }));
    const sentAway = expect.objectContaining({ code: 'CHANGE_STATE' }) as Error;
    expect(() => correct(context, changeId, { planned: null })).toThrow(sentAway);
    expect(() => withdraw(context, changeId)).toThrow(sentAway);
    settle(context, 'outTask', sync(id, { result: 'ERROR', errors: [{ code: 'VERSION_CONFLICT' }] }));
    withdraw(context, changeId);
    expect(context.store.tasks.get(taskId)?.local).toMatchObject({ planned: '2026-11-26T09:00:00Z' });
  });

  test('VERSION_CONFLICT without anything newer at the platform parks the changes instead of going round', () => {
    const context = syncContext([patchInstall()]);
    edit(context, newChangeId(), taskId, asBuilt);
    const id = offer(context);
    show(context, 'outTask', taskId);
    settle(context, 'outTask', sync(id, { result: 'ERROR', errors: [{ code: 'VERSION_CONFLICT' }] }));
    merge(context, 'outTask', patchInstall());
    expect(states(context)).toEqual(['refused']);
  });

  test('of an exchange that is not ours is not known', () => {
    const context = syncContext([patchInstall()]);
    expect(settle(context, 'outTask', sync('0192f0c4-0000-7000-8000-0000000000ff'))).toBe(false);
  });
});
