import { describe, expect, test } from 'vitest';
import type { TaskDocument } from '../../../src-main/contract/document/task-document.ts';
import { edit } from '../../../src-main/sync/outbox.ts';
import { merge } from '../../../src-main/sync/receiving.ts';
import { settleConflicts } from '../../../src-main/sync/settling.ts';
import { patchInstall, taskId } from '../../support/documents.ts';
import { syncContext, type TestContext } from '../../support/sync-context.ts';

const one = '0192f0c4-0000-7000-8000-00000000000a';
const ours = { planned: '2026-12-01T09:00:00Z', work: { remarks: 'ours', cause: 'ours' } };

/** One change of two fields that the platform changed too, and one it did not. */
function inConflict(changes: Partial<TaskDocument> = {}): TestContext {
  const context = syncContext([patchInstall()]);
  edit(context, one, taskId, ours);
  const theirs = { planned: '2026-12-08T09:00:00Z', work: { remarks: 'theirs' } };
  merge(context, 'outTask', patchInstall({ version: 8, ...theirs, ...changes }));
  return context;
}

const change = (context: TestContext) => context.store.changes.get(one);
const local = (context: TestContext) => context.store.tasks.get(taskId)?.local;

describe('a change that meets another of the platform', () => {
  test('is parked with all three values of each field in conflict, and with nothing else [§10 conflict]', () => {
    expect(change(inConflict())).toMatchObject({
      state: 'refused',
      refusal: {
        reasons: [
          {
            code: 'CONFLICT',
            conflict: {
              field: '/planned',
              base: '2026-11-24T09:00:00Z',
              ours: '2026-12-01T09:00:00Z',
              theirs: '2026-12-08T09:00:00Z',
            },
          },
          { code: 'CONFLICT', conflict: { field: '/work/remarks', ours: 'ours', theirs: 'theirs' } },
        ],
      },
    });
  });

  test('goes again as it is when ours is taken [§10 settled]', () => {
    const context = inConflict();
    settleConflicts(context, one, { '/planned': 'ours', '/work/remarks': 'ours' });
    expect(change(context)).toMatchObject({ state: 'queued', patch: ours });
    expect(local(context)).toMatchObject({ version: 8, ...ours });
  });

  test('goes again without the fields where theirs is taken [§10 settled]', () => {
    const context = inConflict();
    settleConflicts(context, one, { '/planned': 'theirs', '/work/remarks': 'ours' });
    expect(change(context)?.patch).toEqual({ work: { remarks: 'ours', cause: 'ours' } });
    expect(local(context)).toMatchObject({
      planned: '2026-12-08T09:00:00Z',
      work: { remarks: 'ours', cause: 'ours' },
    });
  });

  test('stays refused for the fields nobody has spoken of yet [§10 settled]', () => {
    const context = inConflict();
    settleConflicts(context, one, { '/planned': 'theirs' });
    expect(change(context)).toMatchObject({
      state: 'refused',
      refusal: { reasons: [{ conflict: { field: '/work/remarks' } }] },
    });
    settleConflicts(context, one, { '/work/remarks': 'theirs' });
    expect(change(context)).toMatchObject({ state: 'queued', patch: { work: { cause: 'ours' } } });
  });

  test('is not let go while a later change needs it', () => {
    const two = '0192f0c4-0000-7000-8000-00000000000b';
    const context = syncContext([patchInstall({ mainStatus: 'RECEIVED' })]);
    edit(context, one, taskId, { planned: ours.planned });
    edit(context, two, taskId, { mainStatus: 'PLANNED' });
    merge(context, 'outTask', patchInstall({ version: 8, mainStatus: 'RECEIVED', planned: null }));
    expect(() => settleConflicts(context, one, { '/planned': 'theirs' })).toThrow(
      expect.objectContaining({ code: 'CHANGE_NEEDED' }),
    );
    expect(local(context)).toMatchObject({ mainStatus: 'PLANNED', planned: ours.planned });
    settleConflicts(context, one, { '/planned': 'ours' });
    expect(change(context)?.state).toBe('queued');
  });

  test('is withdrawn when nothing of it is left, and its values stay in the history [§10 settled]', () => {
    const context = syncContext([patchInstall()]);
    edit(context, one, taskId, { planned: ours.planned });
    merge(context, 'outTask', patchInstall({ version: 8, planned: '2026-12-08T09:00:00Z' }));
    settleConflicts(context, one, { '/planned': 'theirs' });
    expect(change(context)?.state).toBe('withdrawn');
    expect(local(context)?.planned).toBe('2026-12-08T09:00:00Z');
    expect(context.store.history.ofTask(taskId, 1)[0]).toMatchObject({
      kind: 'settled',
      detail: { take: { '/planned': 'theirs' }, conflicts: [{ field: '/planned', ours: ours.planned }] },
    });
  });

  test('does not meet the same update again when it is fetched once more', () => {
    const context = inConflict();
    settleConflicts(context, one, { '/planned': 'ours', '/work/remarks': 'ours' });
    const base = context.store.tasks.get(taskId)?.base;
    if (!base) throw new Error('no task');
    merge(context, 'outTask', base);
    expect(change(context)?.state).toBe('queued');
  });

  test('has one effect when it is settled twice', () => {
    const context = inConflict();
    settleConflicts(context, one, { '/planned': 'ours', '/work/remarks': 'theirs' });
    const before = context.store.history.ofTask(taskId, 100).length;
    settleConflicts(context, one, { '/planned': 'ours', '/work/remarks': 'theirs' });
    expect(context.store.history.ofTask(taskId, 100)).toHaveLength(before);
  });

  test.each([
    ['a field that is in no conflict', { '/work/cause': 'theirs' as const }],
    ['no field at all', {}],
  ])('refuses to be settled with %s, and changes nothing', (_, take) => {
    const context = inConflict();
    expect(() => settleConflicts(context, one, take)).toThrow('INPUT_INVALID');
    expect(change(context)).toMatchObject({ state: 'refused', patch: ours });
  });

  test('can leave a status step that is not there any more, or say what is there instead [§10 status]', () => {
    const context = syncContext([patchInstall()]);
    edit(context, one, taskId, { mainStatus: 'IN_PROGRESS', work: { remarks: 'begonnen' } });
    merge(context, 'outTask', patchInstall({ version: 8, mainStatus: 'RECEIVED', planned: null }));
    expect(change(context)?.state).toBe('queued'); // In Progress follows Received too
    merge(context, 'outTask', patchInstall({ version: 9, mainStatus: 'NEW' }));
    expect(change(context)).toMatchObject({ state: 'refused' });
    expect(() => settleConflicts(context, one, { '/mainStatus': 'ours' })).toThrow('TRANSITION_NOT_ALLOWED');
    settleConflicts(context, one, { '/mainStatus': 'theirs' });
    expect(change(context)).toMatchObject({ state: 'queued', patch: { work: { remarks: 'begonnen' } } });
  });
});
