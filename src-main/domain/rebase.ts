/**
 * Local changes on a new base: the three-way merge (contract section 10).
 *
 * Three documents: base (last synced), ours (base and open changes), theirs (just fetched). Fields that only one
 * side touched merge; both sides setting the same value is no conflict; notes are a union by id. What remains is
 * a conflict of the change that touched the field: it is parked with the reason, never dropped, and the user
 * sends it again (mine) or withdraws it (theirs).
 */
import type { RefusalReason } from '../contract/change.ts';
import type { TaskDocument } from '../contract/document/task-document.ts';
import type { NumberedPatch } from './local-document.ts';
import { applyPatch, changesNothing, touchedFields } from './patch.ts';
import { read } from '../contract/pointer.ts';
import type { Rules } from './rules.ts';
import { same } from './same.ts';

/** Code of a conflict that we found ourselves; the others are the platform's own codes. */
export const conflictCode = 'CONFLICT';
const endedCode = 'TASK_CLOSED';
const transitionCode = 'TRANSITION_NOT_ALLOWED';
const status = '/mainStatus';

export interface ConflictingChange {
  changeNumber: number;
  reasons: RefusalReason[];
}

function fieldConflicts(base: TaskDocument, theirs: TaskDocument, change: NumberedPatch): RefusalReason[] {
  return touchedFields(change.patch)
    .filter(({ field }) => field !== status && !field.startsWith('/notes/'))
    .filter(({ field, to }) => {
      const now = read(theirs, field) ?? null;
      return !same(now, read(base, field) ?? null) && !same(now, to);
    })
    .map(({ field }) => ({
      code: conflictCode,
      field,
      message: JSON.stringify(read(theirs, field) ?? null),
    }));
}

/** The changes that can't simply go on top of `theirs`, each with its reasons. */
export function conflicts(
  rules: Rules,
  base: TaskDocument,
  theirs: TaskDocument,
  open: readonly NumberedPatch[],
): ConflictingChange[] {
  const found: ConflictingChange[] = [];
  let document = theirs;
  for (const change of open) {
    const after = applyPatch(document, change.patch);
    if (changesNothing(theirs, change.patch)) continue; // they have it already
    const reasons = rules.isEnded(theirs)
      ? [{ code: endedCode, field: status, message: theirs.mainStatus }]
      : fieldConflicts(base, theirs, change);
    if (!rules.isEnded(theirs) && rules.check(document.mainStatus, after).kind === 'notAllowed') {
      reasons.push({ code: transitionCode, field: status, message: document.mainStatus });
    }
    if (reasons.length > 0) found.push({ changeNumber: change.changeNumber, reasons });
    document = after;
  }
  return found;
}
