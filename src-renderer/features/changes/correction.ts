/** What may be corrected in a refused change, and the patch that does it. Pure. */
import type { ChangeView, RefusalReason } from '@contract/change.ts';
import { EditPatch } from '@contract/document/patch.ts';
import { fibreNumberOf } from '@contract/document/fibre-rows.ts';
import { read } from '@contract/pointer.ts';
import type { WorkForm } from '@contract/rules/work-form.ts';
import type { Locale } from '../../messages/catalogue.ts';
import { inputOf, type FieldInputKind } from '../fields/known-inputs.ts';
import { buildFrom } from '../fields/pointers.ts';
import { meantBy, sameValue, typedFrom, type Problem, type TypedValue } from '../fields/typed-value.ts';

export interface Correctable {
  pointer: string;
  kind: FieldInputKind;
  /** What was typed before. */
  value: unknown;
  /** The list in which it is a cell, as the change has it, and of which fibre. */
  row: { list: string; rows: readonly unknown[]; at: number; cell: string; fibre: string } | null;
}

/** True when a change has the field, a part of it, or what it is a part of. */
function touches(change: ChangeView, pointer: string): boolean {
  return change.fields.some(
    ({ field }) => field === pointer || field.startsWith(`${pointer}/`) || pointer.startsWith(`${field}/`),
  );
}

/**
 * True when a reason is about another of the refused changes of the task. All changes of one exchange are refused
 * together and carry all its reasons. A field that none of them has (one that is still empty) is about each of them.
 */
export function isAboutOther(
  change: ChangeView,
  { field }: RefusalReason,
  refused: readonly ChangeView[],
): boolean {
  return field !== null && !touches(change, field) && refused.some((other) => touches(other, field));
}

/** A cell of a list of fibres that the change has, by the rows of the form. */
function cellAt(change: ChangeView, form: WorkForm['fields'], pointer: string): Correctable | null {
  for (const rows of form) {
    const list = change.fields.find(({ field }) => field === rows.field)?.to;
    if (rows.input !== 'fibres' || !Array.isArray(list)) continue;
    for (const [at, row] of (list as unknown[]).entries()) {
      const cell = rows.each.find(({ field }) => `${rows.field}/${at}${field}` === pointer);
      if (!cell) continue;
      return {
        pointer,
        kind: cell,
        value: read(row, cell.field),
        row: {
          list: rows.field,
          rows: list,
          at,
          cell: cell.field,
          fibre: String(fibreNumberOf(row) ?? at + 1),
        },
      };
    }
  }
  return null;
}

/**
 * The fields that can be typed anew: those that a reason about this change names, else all of the change; none when
 * every reason is about another change. Status, notes and lists of reasons are not typed as one value and are left out.
 */
export function correctable(
  change: ChangeView,
  form: WorkForm['fields'] = [],
  refused: readonly ChangeView[] = [],
): Correctable[] {
  const reasons = change.refusal?.reasons ?? [];
  const own = reasons.filter((reason) => !isAboutOther(change, reason, refused));
  if (reasons.length > 0 && own.length === 0) return [];
  const named = own.flatMap((reason) => reason.field ?? []);
  function fieldAt(pointer: string): Correctable[] {
    const cell = cellAt(change, form, pointer);
    if (cell) return [cell];
    const kind = inputOf(pointer, form);
    const value = change.fields.find(({ field }) => field === pointer)?.to ?? null;
    return kind ? [{ pointer, kind, value, row: null }] : [];
  }
  const fields = [...new Set(named)].flatMap(fieldAt);
  return fields.length > 0 ? fields : change.fields.flatMap(({ field }) => fieldAt(field));
}

/** An assignee is written whole: what was not typed anew is as the change has it. */
function withWholeAssignee(change: ChangeView, values: ReadonlyMap<string, unknown>): Map<string, unknown> {
  const [org, user] = ['/assignee/orgId', '/assignee/userName'] as const;
  const at = (pointer: string) =>
    values.has(pointer) ? values.get(pointer) : change.fields.find(({ field }) => field === pointer)?.to;
  const whole = new Map(values);
  if (!values.has(org) && !values.has(user)) return whole;
  whole.delete(org);
  whole.delete(user);
  const orgId = at(org) ?? null;
  return whole.set('/assignee', orgId === null ? null : { orgId, userName: at(user) ?? null });
}

/** Cells are written with the list that they are in. */
function put(values: Map<string, unknown>, { pointer, row }: Correctable, value: TypedValue): void {
  // A task always has a priority: one that is emptied stays what it was.
  if (pointer === '/priority' && value === null) return;
  if (!row) {
    values.set(pointer, value);
    return;
  }
  const rows = (values.get(row.list) ?? row.rows) as readonly object[];
  values.set(
    row.list,
    rows.map((one, at) => (at === row.at ? { ...one, [row.cell.slice(1)]: value } : one)),
  );
}

export type Corrected =
  | { kind: 'patch'; patch: EditPatch }
  | { kind: 'nothing' }
  | { kind: 'problems'; problems: Map<string, Problem> };

/** The patch of what was typed anew, or what is wrong with it. */
export function correctedPatch(
  change: ChangeView,
  fields: readonly Correctable[],
  typed: ReadonlyMap<string, string>,
  locale: Locale,
): Corrected {
  const problems = new Map<string, Problem>();
  const values = new Map<string, unknown>();
  for (const field of fields) {
    const { pointer, kind, value } = field;
    const text = typed.get(pointer);
    if (text === undefined || text === typedFrom(kind.input, value, locale)) continue;
    const meant = meantBy(kind.input, text);
    if ('problem' in meant) problems.set(pointer, meant.problem);
    else if (!sameValue(kind.input, meant.value, value)) put(values, field, meant.value);
  }
  if (problems.size > 0) return { kind: 'problems', problems };
  if (values.size === 0) return { kind: 'nothing' };
  return { kind: 'patch', patch: EditPatch.parse(buildFrom(withWholeAssignee(change, values))) };
}
