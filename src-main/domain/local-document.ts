/**
 * From base and changes to what the user sees, and to what the platform is shown.
 *
 * Invariants: the local document is the base with the open changes in it, in their order; what is served is the
 * base with a prefix of them, so that acknowledged changes are always a prefix.
 */
import type { TaskDocument } from '../contract/document/task-document.ts';
import type { TaskPatch } from '../contract/document/patch.ts';
import { applyPatch } from './patch.ts';
import type { Api } from '../contract/document/values.ts';
import type { Rules } from './rules/rules.ts';

/** A change as far as documents are concerned: its number gives the order. */
export interface NumberedPatch {
  changeNumber: number;
  patch: TaskPatch;
}

/** The document with all of these changes in it, in their order. */
export function withChanges(base: TaskDocument, changes: readonly NumberedPatch[]): TaskDocument {
  return changes.reduce((document, change) => applyPatch(document, change.patch), base);
}

/** What the user sees. An ended task takes no changes (contract section 10), so it is shown as the platform has it. */
export function localDocument(
  rules: Rules,
  api: Api,
  base: TaskDocument,
  open: readonly NumberedPatch[],
): TaskDocument {
  return rules.isEnded(api, base) ? base : withChanges(base, open);
}

/** What one Fetch of the platform is answered with. */
export interface Served {
  document: TaskDocument;
  /** The highest change number in it; null when it is the base as it stands. */
  shownChange: number | null;
}

/**
 * The document to serve: base plus the longest prefix of the waiting changes that the status model allows in ONE
 * step from the base. Received, then In Progress, then Delivered, all typed in a cellar, would be refused if shown
 * as one jump from Received to Delivered; so the first exchange shows In Progress and the next Delivered.
 * When no prefix is allowed everything is shown, and the platform says what it thinks of it.
 */
export function serve(rules: Rules, api: Api, base: TaskDocument, waiting: readonly NumberedPatch[]): Served {
  for (let length = waiting.length; length > 0; length--) {
    const shown = waiting.slice(0, length);
    const document = withChanges(base, shown);
    if (rules.check(api, base, document, null).kind === 'allowed') {
      return { document, shownChange: shown.at(-1)?.changeNumber ?? null };
    }
  }
  return { document: withChanges(base, waiting), shownChange: waiting.at(-1)?.changeNumber ?? null };
}
