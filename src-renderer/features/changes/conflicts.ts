/** The fields of a refused change that the platform changed too. Pure. */
import type { ChangeView, FieldConflict, RefusalReason } from '@contract/change.ts';

/** Whose value a field gets. */
export type Taking = 'ours' | 'theirs';

/** Each field once, however many reasons tell about it. */
export function conflictsOf(change: ChangeView): FieldConflict[] {
  const told = (change.refusal?.reasons ?? []).flatMap(({ conflict }) => (conflict ? [conflict] : []));
  return [...new Map(told.map((conflict) => [conflict.field, conflict])).values()];
}

/** The reasons that are no conflict: those are corrected, not settled. */
export function otherReasons(change: ChangeView): RefusalReason[] {
  return (change.refusal?.reasons ?? []).filter(({ conflict }) => conflict === undefined);
}
