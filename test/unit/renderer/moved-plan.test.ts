import { expect, it } from 'vitest';
import { movedPlan } from '../../../src-renderer/features/tasks/moved-plan.ts';

const [from, until] = ['2026-12-01T09:00:00.000Z', '2026-12-01T11:30:00.000Z'];
const to = '2026-12-03T10:00:00.000Z';

it.each([
  ['takes its end along', { planned: from, plannedUntil: until }, '2026-12-03T12:30:00.000Z'],
  ['has no end where it had none', { planned: from, plannedUntil: null }, undefined],
  ['loses an end that would be before its start', { planned: until, plannedUntil: from }, null],
  ['loses an end without a start in the same way', { planned: null, plannedUntil: from }, null],
  [
    'keeps an end it had without a start',
    { planned: null, plannedUntil: '2026-12-03T18:00:00.000Z' },
    undefined,
  ],
])('a plan that is moved %s', (_what, plan, plannedUntil) => {
  expect(movedPlan(plan, to)).toEqual({ planned: to, ...(plannedUntil !== undefined && { plannedUntil }) });
});
