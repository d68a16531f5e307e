/**
 * What was typed and not yet saved, by task: it survives moving to another task and back.
 *
 * Invariant: a field that was touched keeps what was typed until it is saved or discarded, whatever is read again.
 */
import type { EditPatch } from '@contract/document/patch.ts';
import { SvelteMap } from 'svelte/reactivity';

/** Typed texts by the JSON pointer of their field. */
export type Draft = SvelteMap<string, string>;

export class Drafts {
  readonly #byTask = new Map<string, Draft>();

  of(taskId: string): Draft {
    const draft = this.#byTask.get(taskId) ?? new SvelteMap<string, string>();
    this.#byTask.set(taskId, draft);
    return draft;
  }
}

/** Where the typed note stands in a draft, and whether it is for the own organization only. */
export const noteField = '/notes';
export const noteInternalField = '/notes/isInternal';

/** The typed note as a patch; nothing when none was typed. */
export function noteOf(draft: ReadonlyMap<string, string>): Pick<EditPatch, 'notes'> {
  const text = draft.get(noteField)?.trim() ?? '';
  return text === '' ? {} : { notes: [{ text, isInternal: draft.has(noteInternalField) }] };
}

/** Forgets what was saved; what was typed further while saving stays. */
export function clearSaved(draft: Draft, saved: ReadonlyMap<string, string>): void {
  for (const [field, typed] of saved) if (draft.get(field) === typed) draft.delete(field);
}

/** The same for a note that was sent. A note that was typed further is as internal as it was. */
export function clearSavedNote(draft: Draft, sent: ReadonlyMap<string, string>): void {
  clearSaved(draft, new Map([[noteField, sent.get(noteField) ?? '']]));
  if (!draft.has(noteField)) draft.delete(noteInternalField);
}
