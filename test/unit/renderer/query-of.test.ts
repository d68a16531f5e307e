import { builtInViewIds, builtInViews } from '@contract/list/built-in-views.ts';
import { ListQuery } from '@contract/list/query.ts';
import { Period, type ViewDefinition } from '@contract/list/view.ts';
import { wallTimeOf } from '@contract/zoned.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  dayOf,
  mondayOf,
  queryOf,
  searchOf,
  spanOf,
} from '../../../src-renderer/features/lists/query-of.ts';

const moment = fc.integer({ min: Date.parse('2020-01-01'), max: Date.parse('2035-01-01') });
const dayPeriods = Period.options.filter((period) => period !== 'past' && period !== 'future');
const calendar: Record<string, number> = { thisWeek: 7, nextWeek: 7, last7Days: 7, last30Days: 30 };

describe('the span of a period', () => {
  it('goes from midnight to midnight in the Netherlands, over as many days of the calendar as it says', () => {
    fc.assert(
      fc.property(moment, fc.constantFrom(...dayPeriods), (now, period) => {
        const { from, until } = spanOf(period, now);
        const [first, last] = [Date.parse(from ?? ''), Date.parse(until ?? '')];
        expect(wallTimeOf(first)).toMatch(/T00:00$/);
        expect(wallTimeOf(last)).toMatch(/T00:00$/);
        expect(addDays(dayOf(first), calendar[period] ?? 1)).toBe(dayOf(last));
      }),
    );
  });

  it('has now in today and in this week, which begins on a Monday', () => {
    fc.assert(
      fc.property(moment, fc.constantFrom('today', 'thisWeek', 'last7Days', 'last30Days'), (now, period) => {
        const { from, until } = spanOf(period, now);
        expect(Date.parse(from ?? '')).toBeLessThanOrEqual(now);
        expect(Date.parse(until ?? '')).toBeGreaterThan(now);
        expect(new Date(`${mondayOf(dayOf(now))}T00:00Z`).getUTCDay()).toBe(1);
      }),
    );
  });

  it('follows the clock where it is changed', () => {
    // In the night to 29 March 2026 the clock goes forward: that day has 23 hours.
    const { from, until } = spanOf('today', Date.parse('2026-03-29T12:00:00Z'));
    expect([from, until]).toEqual(['2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z']);
  });

  it('puts past and future together without a gap, and is the same for a whole minute', () => {
    const now = Date.parse('2026-03-09T11:00:07Z');
    expect(spanOf('past', now)).toEqual({ from: null, until: '2026-03-09T11:00:00.000Z' });
    expect(spanOf('future', now)).toEqual({ from: '2026-03-09T11:00:00.000Z', until: null });
    expect(spanOf('past', now + 52_000)).toEqual(spanOf('past', now));
  });
});

describe('the question of a view', () => {
  const now = Date.parse('2026-03-11T11:00:00Z');

  it.each(builtInViewIds)('%s fits the contract', (viewId) => {
    expect(ListQuery.parse(queryOf(builtInViews[viewId], now, 'j.devries'))).toMatchObject({ search: null });
  });

  it('names who asks, and keeps what is absolute', () => {
    const definition: ViewDefinition = {
      ...builtInViews.mine,
      filters: [
        { column: 'assignee', me: true },
        { column: 'dhid', startsWith: '12' },
      ],
    };
    expect(queryOf(definition, now, 'a.bakker').filters).toEqual([
      { column: 'assignee', in: ['a.bakker'] },
      { column: 'dhid', startsWith: '12' },
    ]);
  });

  it('is sorted by its groups first', () => {
    expect(queryOf(builtInViews.perPop, now, '').sort).toEqual({ column: 'popName', descending: false });
    const sort = { column: 'popName', descending: true } as const;
    expect(queryOf({ ...builtInViews.perPop, sort }, now, '').sort).toEqual(sort);
  });
});

describe('a search', () => {
  const plain = queryOf(builtInViews.open, 0, '');
  const filtered = queryOf(builtInViews.onHold, 0, '');

  it('looks at all tasks where there is no filter, else at those of the filters, unless asked otherwise', () => {
    expect(searchOf(plain, ' 2611JK 12 ', false)).toMatchObject({ scope: 'all', search: '2611JK 12' });
    expect(searchOf(filtered, 'delft', false)).toMatchObject({ scope: 'open', filters: filtered.filters });
    expect(searchOf(filtered, 'delft', true)).toMatchObject({ scope: 'all', filters: [], search: 'delft' });
  });

  it('of nothing but blanks is none', () => {
    expect(searchOf(filtered, '   ', true)).toBe(filtered);
  });
});
