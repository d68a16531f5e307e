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
import { read } from '../../contract/pointer.ts';
import { applyPatch, changesNothing, dropFields, touchedFields } from '../patch.ts';
import { same } from '../same.ts';
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

/**
 * The conflicts that this change has a hand in; the status is judged by the model instead. Where the platform emptied a
 * whole group, the conflict is about the fields of it that we changed: these are what taking ours brings back.
 */
function fieldConflicts(base: TaskDocument, theirs: TaskDocument, change: NumberedPatch): RefusalReason[] {
  const touched = touchedFields(change.patch);
  const ours = applyPatch(base, change.patch);
  return mergeDocuments(base, ours, theirs)
    .conflicts.filter(({ field }) => field !== status)
    .flatMap((conflict) => [
      ...touched.filter(({ field }) => field === conflict.field).map(() => conflict),
      ...touched
        .filter(({ field, to }) => field.startsWith(`${conflict.field}/`) && !same(read(base, field), to))
        .map(({ field, to }) => ({ field, base: read(base, field), ours: to, theirs: read(theirs, field) })),
    ])
    .map((conflict) => ({ code: conflictCode, field: conflict.field, message: null, conflict }));
}

/** A step that is not there any more; theirs is the status it would have to start from. */
function stepConflict(base: TaskDocument, before: TaskDocument, after: TaskDocument): RefusalReason {
  const [was, theirs, ours] = [base.mainStatus, before.mainStatus, after.mainStatus];
  return {
    code: transitionCode,
    field: status,
    message: theirs,
    conflict: { field: status, base: was, ours, theirs },
  };
}

/**
 * The base with what theirs has of a change of ours: its Sync may have got lost, and a later change of the same field
 * goes on from it.
 */
function withHeld(base: TaskDocument, theirs: TaskDocument, { patch }: NumberedPatch): TaskDocument {
  const missing = touchedFields(patch).filter(({ field, to }) => !same(read(theirs, field) ?? null, to));
  const held = dropFields(
    patch,
    missing.map(({ field }) => field),
  );
  return held ? applyPatch(base, held) : base;
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
  let known = base;
  for (const change of open) {
    const before = known;
    known = withHeld(known, theirs, change);
    if (changesNothing(theirs, change.patch)) continue; // they have it already
    const after = applyPatch(document, change.patch);
    const reasons: RefusalReason[] = ended
      ? [{ code: endedCode, field: status, message: theirs.mainStatus }]
      : fieldConflicts(before, theirs, change);
    if (!ended && rules.check(api, document, after, null).kind === 'notAllowed') {
      reasons.push(stepConflict(base, document, after));
    }
    if (reasons.length > 0) found.push({ changeNumber: change.changeNumber, reasons });
    document = after;
  }
  return found;
}
