import { builtInViews } from '@contract/list/built-in-views.ts';
import type { ViewDefinition } from '@contract/list/view.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  groupedBy,
  moved,
  sameDefinition,
  sortedBy,
  toggledColumn,
  toggledValue,
  withFilter,
  withoutFilter,
} from '../../../src-renderer/features/lists/definition.ts';

const { open } = builtInViews;

describe('changing a view', () => {
  it('adds, replaces and takes away a filter', () => {
    const one = withFilter(open, { column: 'popName', in: ['Delft'] }, null);
    const two = withFilter(one, { column: 'planned', within: 'today' }, null);
    const other = withFilter(two, { column: 'popName', notIn: ['Delft'] }, 0);
    expect(other.filters).toEqual([
      { column: 'popName', notIn: ['Delft'] },
      { column: 'planned', within: 'today' },
    ]);
    expect(withoutFilter(withoutFilter(other, 1), 0)).toEqual(open);
  });

  it('ticks values until none is left, and then has no filter', () => {
    const filter = { column: 'popName' as const, in: ['Delft'] };
    expect(toggledValue<{ in: (string | null)[] }>(filter, null)).toMatchObject({ in: ['Delft', null] });
    expect(toggledValue(filter, 'Delft')).toBeNull();
  });

  it('sorts by a column, then the other way round, and drops headings that would no longer fit', () => {
    const once = sortedBy(open, 'address');
    expect(once.sort).toEqual({ column: 'address', descending: false });
    expect(sortedBy(once, 'address').sort.descending).toBe(true);
    expect(sortedBy(groupedBy(open, 'popName'), 'address').group).toBeNull();
    expect(sortedBy(groupedBy(open, 'popName'), 'popName')).toMatchObject({
      group: 'popName',
      sort: { column: 'popName', descending: true },
    });
  });

  it('shows and hides columns, but never the last', () => {
    expect(toggledColumn(open, 'dhid').columns.at(-1)).toBe('dhid');
    expect(toggledColumn(toggledColumn(open, 'dhid'), 'dhid')).toEqual(open);
    const last: ViewDefinition = { ...open, columns: ['dhid'] };
    expect(toggledColumn(last, 'dhid')).toBe(last);
  });

  it('moves without losing or doubling anything', () => {
    const items = fc.uniqueArray(fc.integer(), { minLength: 1 });
    fc.assert(
      fc.property(items, fc.nat(), fc.constantFrom(-1 as const, 1 as const), (all, pick, by) => {
        const item = all[pick % all.length] ?? 0;
        const after = moved(all, item, by);
        expect([...after].sort()).toEqual([...all].sort());
        const wanted = Math.min(all.length - 1, Math.max(0, all.indexOf(item) + by));
        expect(after.indexOf(item)).toBe(wanted);
      }),
    );
  });

  it('knows the same view again, whatever the order of its keys', () => {
    const { sort, ...rest } = open;
    const kept = JSON.parse(
      JSON.stringify({ sort: { descending: sort.descending, column: sort.column }, ...rest }),
    ) as ViewDefinition;
    expect(sameDefinition(open, kept)).toBe(true);
    expect(sameDefinition(open, { ...open, columns: open.columns.toReversed() })).toBe(false);
  });
});
