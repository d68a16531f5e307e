/** What may be corrected in a refused change, and the patch that does it. Pure. */
import type { ChangeView } from '@contract/change.ts';
import { EditPatch } from '@contract/document/patch.ts';
import type { FormField } from '@contract/work-form.ts';
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

/**
 * The fields that can be typed anew: those a reason names, whether the change has them or not, else all of the
 * change. Status, notes and lists of reasons are not typed as one value and are left out.
 */
export function correctable(change: ChangeView, form: readonly FormField[] = []): Correctable[] {
  const named = change.refusal?.reasons.flatMap((reason) => reason.field ?? []) ?? [];
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
