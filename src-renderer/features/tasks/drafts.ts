/**
 * What was typed and not yet saved, by task: it survives moving to another task and back.
 *
 * Invariant: a field that was touched keeps what was typed until it is saved or discarded, whatever is read again.
 */
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

/** Forgets what was saved; what was typed further while saving stays. */
export function clearSaved(draft: Draft, saved: ReadonlyMap<string, string>): void {
  for (const [field, typed] of saved) if (draft.get(field) === typed) draft.delete(field);
}
