import { describe, expect, test } from 'vitest';
import type { PlanLine } from '../../../src-main/contract/list-methods.ts';
import { applyPlans, previewPlans } from '../../../src-main/sync/plan-dates.ts';
import { merge } from '../../../src-main/sync/receiving.ts';
import { patchInstall } from '../../support/documents.ts';
import { syncContext, type TestContext } from '../../support/sync-context.ts';

const preview = (context: TestContext, text: string) =>
  previewPlans(context, 'plan.csv', new TextEncoder().encode(`Task ID;Planned\n${text}`));

const idOf = (at: number) => `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;
const confirmed = (lines: readonly PlanLine[]) =>
  lines
    .filter(({ outcome }) => outcome === 'change')
    .map(({ taskId, from, to: { planned, plannedUntil }, step }, at) => ({
      planned,
      plannedUntil,
      taskId,
      from: from ?? { planned: null, plannedUntil: null },
      step,
      changeId: idOf(at),
    }));

const at = (id: string, planned: string | null) => patchInstall({ id, planned, plannedUntil: null });

const documents = [
  patchInstall({ id: 'OT-1', mainStatus: 'RECEIVED', planned: null, plannedUntil: null }),
  patchInstall({ id: 'OT-2', mainStatus: 'PLANNED', planned: '2026-11-24T09:00:00Z', plannedUntil: null }),
  patchInstall({ id: 'OT-3', mainStatus: 'DELIVERED', planned: '2026-11-24T09:00:00Z' }),
];

describe('plan dates from a file', () => {
  test('are shown beside what there is, with the step a first plan takes and what stands in the way', () => {
    const context = syncContext(documents);
    const lines = preview(
      context,
      'OT-1;25-11-2026 10:00\nOT-2;24-11-2026 10:00\nOT-3;1-12-2026\nOT-9;1-12-2026\n;x',
    );
    expect(lines.map(({ taskId, outcome, step }) => [taskId, outcome, step])).toEqual([
      ['OT-1', 'change', 'PLANNED'],
      ['OT-2', 'same', null],
      ['OT-3', 'refused', null],
      ['OT-9', 'refused', null],
      ['', 'refused', null],
    ]);
    expect(lines.map(({ failure, unreadable }) => failure?.code ?? unreadable?.kind)).toEqual([
      undefined,
      undefined,
      'TASK_ENDED',
      'TASK_UNKNOWN',
      'noTaskId',
    ]);
    expect(context.store.changes.counts().pending).toBe(0);
  });

  test('become one change a task, all at once, and once however often they are sent', () => {
    const context = syncContext(documents);
    const plans = confirmed(preview(context, 'OT-1;25-11-2026 10:00\nOT-2;26-11-2026 10:00'));
    expect(applyPlans(context, plans)).toEqual({ changed: 2, moved: [] });
    expect(applyPlans(context, plans)).toEqual({ changed: 2, moved: [] });
    expect(context.store.changes.counts().pending).toBe(2);
    expect(context.store.tasks.get('OT-1')?.local).toMatchObject({
      mainStatus: 'PLANNED',
      planned: '2026-11-25T09:00:00.000Z',
    });
    expect(context.store.tasks.get('OT-2')?.local.planned).toBe('2026-11-26T09:00:00.000Z');
    expect(context.told).toEqual(['OT-1', 'OT-2', 'OT-1', 'OT-2']);
  });

  test('are not taken over for a task that changed since they were shown', () => {
    const context = syncContext([
      patchInstall({
        id: 'OT-1',
        mainStatus: 'PLANNED',
        planned: '2026-11-23T09:00:00Z',
        plannedUntil: null,
      }),
      patchInstall({
        id: 'OT-2',
        mainStatus: 'PLANNED',
        planned: '2026-11-23T09:00:00Z',
        plannedUntil: null,
      }),
      patchInstall({
        id: 'OT-4',
        mainStatus: 'PLANNED',
        planned: '2026-11-23T09:00:00Z',
        plannedUntil: null,
      }),
    ]);
    const plans = confirmed(preview(context, 'OT-1;24-11-2026\nOT-2;24-11-2026\nOT-4;24-11-2026'));
    merge(context, 'outTask', { ...at('OT-1', '2026-12-24T09:00:00Z'), version: 9 });
    merge(context, 'outTask', { ...at('OT-2', null), mainStatus: 'RECEIVED', version: 9 });
    expect(applyPlans(context, plans)).toEqual({ changed: 1, moved: ['OT-1', 'OT-2'] });
    expect(context.store.tasks.get('OT-1')?.local.planned).toBe('2026-12-24T09:00:00Z');
    expect(context.store.tasks.get('OT-2')?.local).toMatchObject({ mainStatus: 'RECEIVED', planned: null });
    expect(context.store.tasks.get('OT-4')?.local.planned).toBe('2026-11-24T09:00:00.000Z');
  });

  test('do not take a step that was not shown', () => {
    const context = syncContext(documents);
    const [plan] = confirmed(preview(context, 'OT-1;25-11-2026 10:00'));
    if (!plan) throw new Error('there is a change');
    expect(applyPlans(context, [{ ...plan, step: null }])).toEqual({ changed: 0, moved: ['OT-1'] });
    expect(context.store.tasks.get('OT-1')?.local.mainStatus).toBe('RECEIVED');
  });

  test('are all left out when one of them can not be saved', () => {
    const context = syncContext(documents);
    const plans = [
      ...confirmed(preview(context, 'OT-1;25-11-2026 10:00')),
      {
        taskId: 'OT-3',
        from: { planned: '2026-11-24T09:00:00Z', plannedUntil: null },
        step: null,
        planned: '2026-12-01T09:00:00Z',
        plannedUntil: null,
        changeId: idOf(7),
      },
    ];
    expect(() => applyPlans(context, plans)).toThrow(expect.objectContaining({ code: 'TASK_ENDED' }));
    expect(context.store.changes.counts().pending).toBe(0);
    expect(context.store.tasks.get('OT-1')?.local.mainStatus).toBe('RECEIVED');
    expect(context.told).toEqual([]);
  });
});
