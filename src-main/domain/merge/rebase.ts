/**
 * Local changes on a new base: the three-way merge (contract section 10), change by change.
 *
 * Three documents: base (last synced), ours (base and open changes), theirs (just fetched). What merges goes on top of
 * theirs; what remains is a conflict of the change that touched the field: it is parked with all three values, never
 * dropped, and a person settles it field by field. A status step is checked again from THEIR status.
 */
import type { RefusalReason } from '../../contract/change.ts';
import type { TaskDocument } from '../../contract/document/task-document.ts';
import type { Api } from '../../contract/document/values.ts';
import type { NumberedPatch } from '../local-document.ts';
import { applyPatch, changesNothing, touchedFields } from '../patch.ts';
import type { Rules } from '../rules/rules.ts';
import { mergeDocuments } from './three-way.ts';

/** Code of a conflict that we found ourselves; the others are the platform's own codes. */
export const conflictCode = 'CONFLICT';
const endedCode = 'TASK_CLOSED';
const transitionCode = 'TRANSITION_NOT_ALLOWED';
const status = '/mainStatus';

export interface ConflictingChange {
  changeNumber: number;
  reasons: RefusalReason[];
}

/** The conflicts of `ours` that this change has a hand in; the status is judged by the model instead. */
function fieldConflicts(base: TaskDocument, theirs: TaskDocument, change: NumberedPatch): RefusalReason[] {
  const touched = touchedFields(change.patch).map(({ field }) => field);
  const ours = applyPatch(base, change.patch);
  return mergeDocuments(base, ours, theirs)
    .conflicts.filter(({ field }) => field !== status)
    .filter(({ field }) => touched.some((one) => one === field || one.startsWith(`${field}/`)))
    .map((conflict) => ({ code: conflictCode, field: conflict.field, message: null, conflict }));
}

function statusConflict(
  base: TaskDocument,
  document: TaskDocument,
  after: TaskDocument,
  code: string,
): RefusalReason {
  const [was, theirs, ours] = [base.mainStatus, document.mainStatus, after.mainStatus];
  return { code, field: status, message: null, conflict: { field: status, base: was, ours, theirs } };
}

/** The changes that can't simply go on top of `theirs`, each with its reasons. */
export function conflicts(
  rules: Rules,
  api: Api,
  base: TaskDocument,
  theirs: TaskDocument,
  open: readonly NumberedPatch[],
): ConflictingChange[] {
  const found: ConflictingChange[] = [];
  const ended = rules.isEnded(api, theirs);
  let document = theirs;
  for (const change of open) {
    if (changesNothing(theirs, change.patch)) continue; // they have it already
    const after = applyPatch(document, change.patch);
    const reasons = ended
      ? [statusConflict(base, theirs, after, endedCode)]
      : fieldConflicts(base, theirs, change);
    if (!ended && rules.check(api, document, after, null).kind === 'notAllowed') {
      reasons.push(statusConflict(base, document, after, transitionCode));
    }
    if (reasons.length > 0) found.push({ changeNumber: change.changeNumber, reasons });
    document = after;
  }
  return found;
}
