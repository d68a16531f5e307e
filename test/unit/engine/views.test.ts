import { describe, expect, test } from 'vitest';
import { fieldTable } from '../../../src-main/contract/document/field-table.ts';
import { Api } from '../../../src-main/contract/document/values.ts';
import { Party } from '../../../src-main/contract/rules/party.ts';
import type { TaskDetail } from '../../../src-main/contract/task-view.ts';
import { mayWrite, writableFields } from '../../../src-main/domain/document/writable.ts';
import { defaultRules } from '../../../src-main/domain/rules/default-rules.ts';
import { changeViews, taskDetail } from '../../../src-main/engine/views.ts';
import type { SyncContext } from '../../../src-main/sync/context.ts';
import { syncLoop, type SyncLoop } from '../../../src-main/sync/loop.ts';
import { withdraw } from '../../../src-main/sync/outbox.ts';
import { giveUpFetch, merge, waitingFor } from '../../../src-main/sync/receiving.ts';
import { storeWithoutTask } from '../../support/damaged-store.ts';
import { patchInstall, taskId } from '../../support/documents.ts';
import { syncContext } from '../../support/sync-context.ts';

/** The detail of a task that the platform told about, as a party sees it. */
function detailFor(party: Party, api: Api, mainStatus: string): TaskDetail {
  const context = { ...syncContext(), rules: defaultRules(party) };
  merge(context, api, patchInstall({ mainStatus }));
  const task = context.store.tasks.get(taskId);
  if (!task) throw new Error('the task is not there');
  return taskDetail(context, idleLoop(context), task);
}

/** A loop that nobody wakes. */
function idleLoop(context: SyncContext): SyncLoop {
  const untouched = () => Promise.reject(new Error('no call is made'));
  const client = {
    indicate: untouched,
    fetch: untouched,
    sync: untouched,
    attachment: untouched,
    probe: untouched,
  };
  return syncLoop(context, client, () => undefined);
}

describe('the detail of a task', () => {
  test('names the fields that our party may write, as they stand in the field table', () => {
    const { writable } = detailFor('contractor', 'outTask', 'PLANNED');
    expect(writable).toContain('/work/remarks');
    expect(writable).toContain('/labels/*/name');
    expect(writable).not.toContain('/incidentInfo/cause');
    expect(detailFor('noc', 'outTask', 'PLANNED').writable).toContain('/incidentInfo/cause');
    expect(detailFor('activeOperator', 'inTask', 'NEW').writable).toContain('/priority');
    expect(detailFor('contractor', 'inTask', 'NEW').writable).toEqual([]);
  });

  test('names none once the task has ended', () => {
    expect(detailFor('contractor', 'outTask', 'DELIVERED')).toMatchObject({ ended: true, writable: [] });
  });

  test.each(Api.options.flatMap((api) => Party.options.map((party) => [api, party] as const)))(
    'never names a field of an %s that an edit of the %s would be refused for',
    (api, party) => {
      const fields = writableFields(api, party);
      expect(fields.filter((field) => !mayWrite(api, party, field.replace(/\/\*.*$/, '')))).toEqual([]);
      const known = new Set(fieldTable.map(({ field }) => field));
      expect(fields.filter((field) => !known.has(field))).toEqual([]);
    },
  );
});

describe('a change whose task could not be read out of a damaged database', () => {
  function shown(context: SyncContext, ofTask: string) {
    const views = changeViews(context, idleLoop(context), context.store.changes.allOpen());
    expect(views).toHaveLength(
      context.store.changes.counts().pending + context.store.changes.counts().refused,
    );
    return views.filter((view) => view.taskId === ofTask);
  }

  test('is shown with what it does, while its task is fetched again', () => {
    const { context, taskId: lost, changeIds } = storeWithoutTask();
    const views = shown(context, lost);
    expect(views.map(({ changeId }) => changeId)).toEqual(changeIds);
    expect(views[0]).toMatchObject({
      state: 'queued',
      missingTask: 'fetching',
      taskType: null,
      fields: [{ field: '/work/patch/odfPosition' }],
      heldUp: false,
      // The Fetch is what comes next for it.
      nextTryAt: expect.any(String) as string,
    });
    merge(context, 'outTask', patchInstall({ id: lost }));
    expect(shown(context, lost)[0]).toMatchObject({ missingTask: null, taskType: 'PATCH_INSTALL' });
  });

  test('does not say that its task is fetched when the platform does not give it', () => {
    const { context, taskId: lost } = storeWithoutTask();
    giveUpFetch(context, lost, waitingFor(context, lost), { kind: 'notVisible' });
    expect(shown(context, lost)).toMatchObject([
      { missingTask: 'notGiven', nextTryAt: null, trouble: null },
      { missingTask: 'notGiven', nextTryAt: null, trouble: null },
    ]);
  });

  test('is held up by a refused one before it, as any other', () => {
    const { context, taskId: lost } = storeWithoutTask();
    const [first] = context.store.changes.ofTask(lost);
    if (!first) throw new Error('there are no changes');
    context.store.changes.refuse(first, { at: '2026-11-23T08:00:00.000Z', reasons: [] });
    expect(shown(context, lost)).toMatchObject([
      { state: 'refused', missingTask: 'fetching', heldUp: false },
      { state: 'queued', missingTask: 'fetching', heldUp: true, nextTryAt: null },
    ]);
  });

  test('is taken back by hand, the last one first: nobody can tell whether a later one needs it', () => {
    const { context, taskId: lost, changeIds } = storeWithoutTask();
    const [first = '', second = ''] = changeIds;
    expect(() => withdraw(context, first)).toThrow(expect.objectContaining({ code: 'CHANGE_NEEDED' }));
    withdraw(context, second);
    withdraw(context, first);
    expect(context.store.changes.ofTask(lost).map(({ state }) => state)).toEqual(['withdrawn', 'withdrawn']);
    expect(context.store.tasks.get(lost)).toBeNull();
  });
});
