/** What people change about a view, each as a new definition. Pure. */
import type { ListColumn } from '@contract/list/columns.ts';
import type { ViewDefinition, ViewFilter } from '@contract/list/view.ts';

export function withFilter(
  definition: ViewDefinition,
  filter: ViewFilter,
  at: number | null,
): ViewDefinition {
  const filters = at === null ? [...definition.filters, filter] : definition.filters.toSpliced(at, 1, filter);
  return { ...definition, filters };
}

export function withoutFilter(definition: ViewDefinition, at: number): ViewDefinition {
  return { ...definition, filters: definition.filters.toSpliced(at, 1) };
}

/** The filter with one value more or less; null when none is left, for a filter of nothing would let nothing through. */
export function toggledValue<Filter extends { in: readonly (string | null)[] }>(
  filter: Filter,
  value: string | null,
): Filter | null {
  const rest = filter.in.filter((one) => one !== value);
  const values = rest.length < filter.in.length ? rest : [...filter.in, value];
  return values.length === 0 ? null : { ...filter, in: values };
}

/** Sorted by a column; by the same column again the other way round. */
export function sortedBy(definition: ViewDefinition, column: ListColumn): ViewDefinition {
  const { sort, group } = definition;
  const descending = sort.column === column && !sort.descending;
  // Headings are the first thing a list is sorted by: sorted otherwise it has none.
  return { ...definition, sort: { column, descending }, group: group === column ? group : null };
}

export function groupedBy(definition: ViewDefinition, group: ListColumn | null): ViewDefinition {
  if (group === null) return { ...definition, group };
  const { sort } = definition;
  return { ...definition, group, sort: sort.column === group ? sort : { column: group, descending: false } };
}

/** Shows a column at the end, or no longer; the last one stays. */
export function toggledColumn(definition: ViewDefinition, column: ListColumn): ViewDefinition {
  const rest = definition.columns.filter((one) => one !== column);
  const shown = rest.length < definition.columns.length;
  if (shown && rest.length === 0) return definition;
  return { ...definition, columns: shown ? rest : [...definition.columns, column] };
}

/** Moves one of a list a place up (-1) or down (1), as far as there is one. */
export function moved<Item>(items: readonly Item[], item: Item, by: -1 | 1): Item[] {
  const at = items.indexOf(item);
  const to = at + by;
  if (at < 0 || to < 0 || to >= items.length) return [...items];
  return items.toSpliced(at, 1).toSpliced(to, 0, item);
}

export function sameDefinition(one: ViewDefinition, other: ViewDefinition): boolean {
  return textOf(one) === textOf(other);
}

/** Keys in one order, so that what a disk gave equals what was made here. */
function textOf(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}
