import { describe, expect, test } from 'vitest';
import type { OutTaskSummary, TaskDocument } from '../../../../src-main/contract/document/task-document.ts';
import { defaultRules } from '../../../../src-main/domain/rules/default-rules.ts';
import { inTaskFollows, outTasksFollow } from '../../../../src-main/domain/rules/dependencies.ts';

const rules = defaultRules('platform');
const order = (mainStatus: string): TaskDocument => ({
  id: 'IT-1',
  version: 1,
  taskType: 'INSTALL',
  mainStatus,
});
const incident = (mainStatus: string): TaskDocument => ({ ...order(mainStatus), taskType: 'POP_INCIDENT' });

function outTasks(...statuses: string[]): OutTaskSummary[] {
  return statuses.map((mainStatus, at) => ({
    taskId: `OT-${at}`,
    mainStatus,
    planned: ['PLANNED', 'DELIVERED'].includes(mainStatus) ? '2026-12-01T09:00:00Z' : null,
  }));
}

describe('the inTask of an order follows its outTasks (domain reference 3.4)', () => {
  test.each([
    ['CONFIRMED', ['RECEIVED', 'ON_HOLD'], 'ON_HOLD'],
    ['ON_HOLD', ['RECEIVED', 'PLANNED'], 'CONFIRMED'],
    ['ON_HOLD', ['PLANNED', 'PLANNED'], 'PLANNED'],
    ['CONFIRMED', ['PLANNED', 'PLANNED'], 'PLANNED'],
    ['CONFIRMED', ['PLANNED', 'IN_PROGRESS'], 'PREPARED'], // one of them has no plan date
    ['PLANNED', ['DELIVERED', 'DELIVERED'], 'DELIVERED'],
    ['PLANNED', ['DELIVERED', 'CANCELLED'], 'DELIVERED'],
    ['PLANNED', ['CANCELLED', 'CANCELLED'], 'CANCELLED'],
    ['PLANNED', ['DELIVERED', 'IN_PROGRESS'], null],
    ['CONFIRMED', ['RECEIVED', 'PLANNED'], null],
    ['DELIVERED', ['ON_HOLD'], null], // an end is final
    ['CANCELLED', ['DELIVERED'], null],
  ])('%s with %s: %s', (from, statuses, expected) => {
    expect(inTaskFollows(rules, order(from), outTasks(...statuses))).toBe(expected);
  });
});

describe('the inTask of an incident follows its outTasks (A-14)', () => {
  test.each([
    ['NEW', ['RECEIVED'], 'RECEIVED'],
    ['RECEIVED', ['IN_PROGRESS'], 'IN_PROGRESS'],
    ['IN_PROGRESS', ['ON_HOLD'], 'ON_HOLD'],
    ['ON_HOLD', ['IN_PROGRESS'], 'IN_PROGRESS'],
    ['IN_PROGRESS', ['DELIVERED', 'CANCELLED'], 'DELIVERED'],
    ['RECEIVED', ['CANCELLED'], 'CANCELLED'],
  ])('%s with %s: %s', (from, statuses, expected) => {
    expect(inTaskFollows(rules, incident(from), outTasks(...statuses))).toBe(expected);
  });
});

test('outTasks follow an inTask that is cancelled, and nothing else', () => {
  expect(outTasksFollow(rules, order('CANCELLED'))).toBe('CANCELLED');
  for (const status of ['NEW', 'CONFIRMED', 'ON_HOLD', 'DELIVERED']) {
    expect(outTasksFollow(rules, order(status))).toBeNull();
  }
});

test('without outTasks an inTask stays as it is', () => {
  expect(inTaskFollows(rules, order('CONFIRMED'), [])).toBeNull();
});
