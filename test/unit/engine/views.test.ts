import { describe, expect, test } from 'vitest';
import { fieldTable } from '../../../src-main/contract/document/field-table.ts';
import { Api } from '../../../src-main/contract/document/values.ts';
import { Party } from '../../../src-main/contract/rules/party.ts';
import type { TaskDetail } from '../../../src-main/contract/task-view.ts';
import { mayWrite, writableFields } from '../../../src-main/domain/document/writable.ts';
import { defaultRules } from '../../../src-main/domain/rules/default-rules.ts';
import { taskDetail } from '../../../src-main/engine/views.ts';
import { syncLoop } from '../../../src-main/sync/loop.ts';
import { merge } from '../../../src-main/sync/receiving.ts';
import { patchInstall, taskId } from '../../support/documents.ts';
import { syncContext } from '../../support/sync-context.ts';

/** The detail of a task that the platform told about, as a party sees it. */
function detailFor(party: Party, api: Api, mainStatus: string): TaskDetail {
  const context = { ...syncContext(), rules: defaultRules(party) };
  merge(context, api, patchInstall({ mainStatus }));
  const task = context.store.tasks.get(taskId);
  if (!task) throw new Error('the task is not there');
  const untouched = () => Promise.reject(new Error('no call is made'));
  const client = {
    indicate: untouched,
    fetch: untouched,
    sync: untouched,
    attachment: untouched,
    probe: untouched,
  };
  return taskDetail(
    context,
    syncLoop(context, client, () => undefined),
    task,
  );
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
