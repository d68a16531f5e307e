import { describe, expect, test } from 'vitest';
import { correct, edit, resend, withdraw } from '../../../src-main/sync/outbox.ts';
import { settle, show } from '../../../src-main/sync/answering.ts';
import { openExchanges } from '../../../src-main/sync/sending.ts';
import { asBuilt, patchInstall, taskId } from '../../support/documents.ts';
import { accept, refuse } from '../../support/judging.ts';
import { rowsOf } from '../../support/lists.ts';
import { syncContext, type TestContext } from '../../support/sync-context.ts';

const [one, two, three] = ['a', 'b', 'c'].map((letter) => `0192f0c4-0000-7000-8000-00000000000${letter}`) as [
  string,
  string,
  string,
];

function states(context: TestContext): string[] {
  return context.store.changes.ofTask(taskId).map((change) => change.state);
}

describe('an edit', () => {
  test('is in the outbox, the local document, the counters and the history at once', () => {
    const context = syncContext([patchInstall()]);
    expect(edit(context, one, taskId, asBuilt)).toBe(1);
    const task = context.store.tasks.get(taskId);
    expect(task?.local).toMatchObject(asBuilt);
    expect(task?.base).toEqual(patchInstall());
    expect(states(context)).toEqual(['queued']);
    expect(rowsOf(context.store)[0]).toMatchObject({ taskId, pending: 1, refused: 0 });
    expect(context.store.history.ofTask(taskId, 1)[0]).toMatchObject({
      kind: 'edited',
      by: 'Sanne de Vries',
    });
    expect(context.told).toEqual([taskId]);
  });

  test('with the same changeId again has one effect and the same answer', () => {
    const context = syncContext([patchInstall()]);
    expect(edit(context, one, taskId, { notes: [{ text: 'Klaar' }] })).toBe(1);
    expect(edit(context, one, taskId, { notes: [{ text: 'Klaar' }] })).toBe(1);
    expect(states(context)).toEqual(['queued']);
    expect(context.store.tasks.get(taskId)?.local.notes).toHaveLength(1);
  });

  test('gives a note its author, organization, time and id', () => {
    const context = syncContext([patchInstall()]);
    edit(context, one, taskId, { notes: [{ text: 'Sleutel bij de buren' }] });
    expect(context.store.tasks.get(taskId)?.local.notes).toEqual([
      {
        id: expect.any(String) as string,
        text: 'Sleutel bij de buren',
        author: 'Sanne de Vries',
        orgId: 'CONTR-ZH',
        createdAt: '2026-11-23T08:00:00.000Z',
        isInternal: false,
      },
    ]);
  });

  test.each([
    ['an unknown task', 'OT-0', asBuilt, 'TASK_UNKNOWN'],
    ['nothing new', taskId, { mainStatus: 'PLANNED' }, 'EDIT_EMPTY'],
    ['a step the model does not have', taskId, { mainStatus: 'RECEIVED' }, 'TRANSITION_NOT_ALLOWED'],
    ['a step that lacks fields', taskId, { mainStatus: 'DELIVERED' }, 'TRANSITION_NEEDS'],
  ])('of %s is refused and leaves no trace', (_what, id, patch, code) => {
    const context = syncContext([patchInstall()]);
    expect(() => edit(context, one, id, patch)).toThrow(expect.objectContaining({ code }));
    expect(context.store.changes.allOpen()).toEqual([]);
    expect(context.store.tasks.get(taskId)?.local).toEqual(patchInstall());
  });

  test('of a task that is delivered, be it only here, is refused', () => {
    const context = syncContext([patchInstall()]);
    edit(context, one, taskId, { ...asBuilt, mainStatus: 'DELIVERED' });
    expect(() => edit(context, two, taskId, { subStatus: 'x' })).toThrow(
      expect.objectContaining({ code: 'TASK_ENDED' }),
    );
  });
});

describe('a write error in the middle', () => {
  const full = () => {
    throw new Error('SQLITE_FULL');
  };

  test.each(['history', 'tasks', 'changes'] as const)('of %s leaves nothing of an edit behind', (table) => {
    const context = syncContext([patchInstall()]);
    const writes = { history: { append: full }, tasks: { put: full }, changes: { append: full } };
    const store = { ...context.store, [table]: { ...context.store[table], ...writes[table] } };
    expect(() => edit({ ...context, store }, one, taskId, asBuilt)).toThrow('SQLITE_FULL');
    expect(context.store.changes.ofTask(taskId)).toEqual([]);
    expect(context.store.tasks.get(taskId)?.local).toEqual(patchInstall());
    expect(context.store.history.ofTask(taskId, 10).map((entry) => entry.kind)).toEqual(['received']);
    expect(context.told).toEqual([]);
  });

  test('of a Sync leaves the exchange open, so that its repeat does the whole', () => {
    const context = syncContext([patchInstall()]);
    edit(context, one, taskId, asBuilt);
    openExchanges(context);
    show(context, 'outTask', taskId);
    const { indicationId } = context.store.exchanges.openOutbound(taskId) ?? { indicationId: '' };
    const sync = {
      indicationId,
      systemId: 'CONTR-ZH-01',
      cluster: 'ZH-NOORD',
      taskId,
      result: 'OK' as const,
      taskVersion: 8,
      errors: [],
      syncedAt: '2026-11-23T08:00:00Z',
    };
    const store = { ...context.store, tasks: { ...context.store.tasks, put: full } };
    expect(() => settle({ ...context, store }, 'outTask', sync)).toThrow('SQLITE_FULL');
    expect(states(context)).toEqual(['sent']);
    expect(settle(context, 'outTask', sync)).toBe(true);
    expect(states(context)).toEqual(['accepted']);
  });
});

describe('a refused change', () => {
  test('holds up its own task only, and is corrected in its place in the order', () => {
    const context = syncContext([patchInstall({ mainStatus: 'IN_PROGRESS' }), patchInstall({ id: 'OT-2' })]);
    edit(context, one, taskId, { work: { patch: { ...asBuilt.work.patch, powerDbm: 99 } } });
    edit(context, two, taskId, { mainStatus: 'DELIVERED' });
    refuse(context, '/work/patch/powerDbm');
    expect(states(context)).toEqual(['refused', 'refused']);
    edit(context, three, 'OT-2', { subStatus: 'x' });
    expect(context.store.changes.readyTasks()).toEqual(['OT-2']);

    correct(context, one, { work: { patch: { powerDbm: -18.4 } } });
    expect(states(context)).toEqual(['queued', 'queued']);
    expect(context.store.changes.get(one)?.patch).toEqual(asBuilt);
    expect(context.store.tasks.get(taskId)?.local).toMatchObject({ mainStatus: 'DELIVERED', ...asBuilt });
    const corrected = context.store.history.ofTask(taskId, 10).find((entry) => entry.kind === 'corrected');
    expect(JSON.stringify(corrected?.detail['before'])).toContain('99');
  });

  test('can be sent again as it is, twice without harm', () => {
    const context = syncContext([patchInstall()]);
    edit(context, one, taskId, asBuilt);
    refuse(context, '/work/patch/powerDbm');
    resend(context, taskId);
    resend(context, taskId);
    expect(states(context)).toEqual(['queued']);
    expect(context.store.changes.get(one)?.refusal).toBeNull();
  });

  test('that is corrected into a step has what the step empties emptied', () => {
    const held = { mainStatus: 'ON_HOLD', reasons: [{ code: 'POSITION_TAKEN' }] };
    const context = syncContext([patchInstall(held)]);
    edit(context, one, taskId, { work: { remarks: 'x' } });
    refuse(context, '/work/remarks');
    correct(context, one, { mainStatus: 'IN_PROGRESS' });
    expect(context.store.tasks.get(taskId)?.local).toMatchObject({ mainStatus: 'IN_PROGRESS', reasons: [] });
  });

  test('takes no correction of a field that another open change is about', () => {
    const context = syncContext([patchInstall()]);
    edit(context, one, taskId, { work: { patch: { powerDbm: 99 } } });
    edit(context, two, taskId, { notes: [{ text: 'Klaar' }] });
    refuse(context, '/work/patch/powerDbm');
    expect(() => correct(context, two, { work: { patch: { powerDbm: -20 } } })).toThrow(
      expect.objectContaining({ code: 'INPUT_INVALID' }),
    );
    correct(context, two, { work: { remarks: 'asked for by the platform' } });
    expect(states(context)).toEqual(['queued', 'queued']);
  });

  test('keeps its reasons until then', () => {
    const context = syncContext([patchInstall()]);
    edit(context, one, taskId, asBuilt);
    refuse(context, '/work/patch/powerDbm');
    expect(context.store.changes.get(one)?.refusal).toEqual({
      at: '2026-11-23T08:00:00.000Z',
      reasons: [{ code: 'VALIDATION_FAILED', field: '/work/patch/powerDbm', message: 'out of range' }],
    });
  });
});

describe('withdrawing', () => {
  test('takes the change out of the local document and keeps the row', () => {
    const context = syncContext([patchInstall()]);
    edit(context, one, taskId, asBuilt);
    withdraw(context, one);
    withdraw(context, one);
    expect(states(context)).toEqual(['withdrawn']);
    expect(context.store.tasks.get(taskId)?.local).toEqual(patchInstall());
  });

  test('is refused when a later status step needs the change', () => {
    const context = syncContext([patchInstall({ mainStatus: 'IN_PROGRESS' })]);
    edit(context, one, taskId, asBuilt);
    edit(context, two, taskId, { mainStatus: 'DELIVERED' });
    expect(() => withdraw(context, one)).toThrow(expect.objectContaining({ code: 'CHANGE_NEEDED' }));
    withdraw(context, two);
    withdraw(context, one);
    expect(states(context)).toEqual(['withdrawn', 'withdrawn']);
  });

  test('takes back what the platform refused, and nothing that it has accepted', () => {
    const context = syncContext([patchInstall()]);
    edit(context, one, taskId, asBuilt);
    refuse(context, '/work/patch/powerDbm');
    withdraw(context, one);
    expect(states(context)).toEqual(['withdrawn']);
    edit(context, two, taskId, { subStatus: 'x' });
    accept(context, 8);
    expect(states(context)).toEqual(['withdrawn', 'accepted']);
    expect(() => withdraw(context, two)).toThrow(/CHANGE_STATE.*"state":"accepted"/);
  });

  test('is refused once the platform has seen the change', () => {
    const context = syncContext([patchInstall()]);
    edit(context, one, taskId, asBuilt);
    openExchanges(context);
    show(context, 'outTask', taskId);
    expect(() => withdraw(context, one)).toThrow(expect.objectContaining({ code: 'CHANGE_STATE' }));
  });
});
