import type { ListQuery } from '@contract/list/query.ts';
import { describe, expect, it } from 'vitest';
import { changesCount, touchOf } from '../../../src-renderer/features/lists/touches.ts';
import { rowOf } from './stand-ins.ts';

const query: ListQuery = {
  scope: 'open',
  filters: [{ column: 'popName', in: ['Delft'] }],
  sort: { column: 'priority', descending: true },
  search: null,
};
const row = { ...rowOf('OT-1'), popName: 'Delft', priority: 'HIGH', planned: '2026-03-09T11:00:00Z' };

describe('what a change means for a list', () => {
  it.each([
    [
      'nothing, of another PoP',
      { before: { ...row, popName: 'Leiden' }, after: { ...row, popName: 'Gouda' } },
      'none',
    ],
    ['a new look', { before: row, after: { ...row, mainStatus: 'IN_PROGRESS' } }, 'inPlace'],
    [
      'the same moment written otherwise',
      { before: row, after: { ...row, planned: '2026-03-09T11:00:00.000Z' } },
      'inPlace',
    ],
    ['another place by its value', { before: row, after: { ...row, priority: 'LOW' } }, 'moves'],
    ['another place by its plan date', { before: row, after: { ...row, planned: null } }, 'moves'],
    ['a task more', { before: null, after: row }, 'moves'],
    ['a task less', { before: row, after: { ...row, ended: true } }, 'moves'],
  ] as const)('%s', (_name, change, touch) => {
    expect(touchOf(change, query)).toBe(touch);
  });

  it('changes the number of tasks only when one comes or goes', () => {
    expect(changesCount({ before: row, after: { ...row, priority: 'LOW' } }, query)).toBe(false);
    expect(changesCount({ before: row, after: { ...row, ended: true } }, query)).toBe(true);
    expect(changesCount({ before: null, after: row }, query)).toBe(true);
  });

  it('moves a task from the open ones to the ended ones where a list has both', () => {
    const all: ListQuery = { ...query, scope: 'all' };
    expect(touchOf({ before: row, after: { ...row, ended: true } }, all)).toBe('moves');
  });
});
