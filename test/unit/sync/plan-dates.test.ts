import { describe, expect, test } from 'vitest';
import type { PlanLine } from '../../../src-main/contract/list-methods.ts';
import { applyPlans, previewPlans } from '../../../src-main/sync/plan-dates.ts';
import { patchInstall } from '../../support/documents.ts';
import { syncContext, type TestContext } from '../../support/sync-context.ts';

const preview = (context: TestContext, text: string) =>
  previewPlans(context, 'plan.csv', new TextEncoder().encode(`Task ID;Planned\n${text}`));

const idOf = (at: number) => `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;
const confirmed = (lines: readonly PlanLine[]) =>
  lines
    .filter(({ outcome }) => outcome === 'change')
    .map(({ taskId, to: { planned, plannedUntil } }, at) => ({
      planned,
      plannedUntil,
      taskId,
      changeId: idOf(at),
    }));

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
    expect(applyPlans(context, plans)).toBe(2);
    expect(applyPlans(context, plans)).toBe(2);
    expect(context.store.changes.counts().pending).toBe(2);
    expect(context.store.tasks.get('OT-1')?.local).toMatchObject({
      mainStatus: 'PLANNED',
      planned: '2026-11-25T09:00:00.000Z',
    });
    expect(context.store.tasks.get('OT-2')?.local.planned).toBe('2026-11-26T09:00:00.000Z');
    expect(context.told).toEqual(['OT-1', 'OT-2', 'OT-1', 'OT-2']);
  });

  test('are all left out when one of them can not be saved', () => {
    const context = syncContext(documents);
    const plans = [
      ...confirmed(preview(context, 'OT-1;25-11-2026 10:00')),
      { taskId: 'OT-3', planned: '2026-12-01T09:00:00Z', plannedUntil: null, changeId: idOf(7) },
    ];
    expect(() => applyPlans(context, plans)).toThrow(expect.objectContaining({ code: 'TASK_ENDED' }));
    expect(context.store.changes.counts().pending).toBe(0);
    expect(context.store.tasks.get('OT-1')?.local.mainStatus).toBe('RECEIVED');
    expect(context.told).toEqual([]);
  });
});
