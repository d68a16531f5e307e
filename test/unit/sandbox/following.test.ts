import { describe, expect, it } from 'vitest';
import type { TaskDocument } from '../../../src-main/contract/document/task-document.ts';
import { defaultRulebook } from '../../../src-main/domain/rules/default-rules.ts';
import { defaultRules } from '../../../src-main/domain/rules/default-rules.ts';
import type { PlatformTask } from '../../../src-main/sandbox/platform/entries.ts';
import { following, summaryOf } from '../../../src-main/sandbox/platform/following.ts';
import { seededState } from '../../../src-main/sandbox/platform/state.ts';
import { patchInstall } from '../../support/documents.ts';

const rules = defaultRules('platform');
const at = '2026-11-23T10:00:00Z';

const linkTo = ({ id, taskType, mainStatus }: TaskDocument) => ({ taskId: id, taskType, mainStatus });
const [one, two] = ['OT-1', 'OT-2'].map((id) =>
  patchInstall({ id, inTaskId: 'IT-1', inTaskStatus: 'PLANNED' }),
);
if (!one || !two) throw new Error('two outTasks');
one.linkedTasks = [linkTo(two)];
two.linkedTasks = [linkTo(one)];
const inTask: TaskDocument = {
  id: 'IT-1',
  version: 3,
  taskType: 'INSTALL',
  mainStatus: 'PLANNED',
  outTasks: [one, two].map(summaryOf),
};
const state = seededState(
  [
    { api: 'inTask', document: inTask },
    { api: 'outTask', document: one },
    { api: 'outTask', document: two },
    { api: 'outTask', document: patchInstall({ id: 'OT-9' }) },
  ],
  defaultRulebook(),
);

function after(moved: PlatformTask): Record<string, TaskDocument> {
  const tasks = following(state, rules, moved, at);
  expect(tasks[0]?.document.id).toBe(moved.document.id);
  return Object.fromEntries(tasks.map(({ document }) => [document.id, document]));
}

describe('when an outTask goes on hold', () => {
  const found = after({ api: 'outTask', document: { ...one, version: 8, mainStatus: 'ON_HOLD' } });

  it('its inTask goes on hold and shows it', () => {
    expect(found['IT-1']).toMatchObject({ mainStatus: 'ON_HOLD', version: 4, updatedAt: at });
    expect(found['IT-1']?.outTasks?.map(({ mainStatus }) => mainStatus)).toEqual(['ON_HOLD', 'PLANNED']);
  });

  it('its sibling shows both, with a version more', () => {
    expect(found['OT-2']).toMatchObject({ inTaskStatus: 'ON_HOLD', version: 8, mainStatus: 'PLANNED' });
    expect(found['OT-2']?.linkedTasks).toEqual([
      { taskId: 'OT-1', taskType: 'PATCH_INSTALL', mainStatus: 'ON_HOLD' },
    ]);
  });

  it('it has a version more itself, so that whoever offered it is told of its inTask', () => {
    expect(found['OT-1']).toMatchObject({ version: 9, inTaskStatus: 'ON_HOLD' });
  });

  it('nothing else is touched', () => {
    expect(Object.keys(found).sort()).toEqual(['IT-1', 'OT-1', 'OT-2']);
  });
});

it('an inTask that is cancelled takes its outTasks along, with its reason', () => {
  const reasons = [{ code: 'CANCELLED_BY_REQUESTOR' }];
  const found = after({
    api: 'inTask',
    document: { ...inTask, version: 4, mainStatus: 'CANCELLED', reasons },
  });
  for (const id of ['OT-1', 'OT-2']) {
    expect(found[id]).toMatchObject({
      mainStatus: 'CANCELLED',
      reasons,
      closedAt: at,
      inTaskStatus: 'CANCELLED',
    });
  }
  expect(found['IT-1']?.outTasks?.map(({ mainStatus }) => mainStatus)).toEqual(['CANCELLED', 'CANCELLED']);
});

it('a change that nothing follows from stays alone, at the version it has', () => {
  const document = { ...one, version: 8, work: { remarks: 'x' } };
  expect(following(state, rules, { api: 'outTask', document }, at)).toEqual([{ api: 'outTask', document }]);
});
