/** What may be corrected in a refused change, and the patch that does it. Pure. */
import type { ChangeView, RefusalReason } from '@contract/change.ts';
import { EditPatch } from '@contract/document/patch.ts';
import type { WorkForm } from '@contract/rules/work-form.ts';
import type { Locale } from '../../messages/catalogue.ts';
import { inputOf, type FieldInputKind } from '../fields/known-inputs.ts';
import { buildFrom } from '../fields/pointers.ts';
import { meantBy, sameValue, typedFrom, type Problem } from '../fields/typed-value.ts';

export interface Correctable {
  pointer: string;
  kind: FieldInputKind;
  /** What was typed before. */
  value: unknown;
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
  const pointers = named.some((pointer) => inputOf(pointer, form))
    ? named
    : change.fields.map(({ field }) => field);
  return [...new Set(pointers)].flatMap((pointer) => {
    const kind = inputOf(pointer, form);
    const value = change.fields.find(({ field }) => field === pointer)?.to ?? null;
    return kind ? [{ pointer, kind, value }] : [];
  });
}

export type Corrected =
  | { kind: 'patch'; patch: EditPatch }
  | { kind: 'nothing' }
  | { kind: 'problems'; problems: Map<string, Problem> };

/** The patch of what was typed anew, or what is wrong with it. */
export function correctedPatch(
  fields: readonly Correctable[],
  typed: ReadonlyMap<string, string>,
  locale: Locale,
): Corrected {
  const problems = new Map<string, Problem>();
  const values = new Map<string, unknown>();
  for (const { pointer, kind, value } of fields) {
    const text = typed.get(pointer);
    if (text === undefined || text === typedFrom(kind.input, value, locale)) continue;
    const meant = meantBy(kind.input, text);
    if ('problem' in meant) problems.set(pointer, meant.problem);
    else if (!sameValue(kind.input, meant.value, value)) values.set(pointer, meant.value);
  }
  if (problems.size > 0) return { kind: 'problems', problems };
  if (values.size === 0) return { kind: 'nothing' };
  return { kind: 'patch', patch: EditPatch.parse(buildFrom(values)) };
}
