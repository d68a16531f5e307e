/**
 * Saves edits of one task so that a retry is the same edit.
 *
 * Invariant: the same patch saved again after a failure carries the same changeId, so that an engine that had saved
 * it before it was lost saves it once; another patch never does, or what was typed since would be dropped as a repeat.
 */
import type { EditPatch } from '@contract/document/patch.ts';
import type { Surroundings } from '../../app/surroundings.ts';

export class EditAttempt {
  readonly #engine: Surroundings['engine'];
  readonly #newChangeId: () => string;
  readonly #taskId: string;
  #failed: { written: string; changeId: string } | null = null;

  constructor({ engine, newChangeId }: Pick<Surroundings, 'engine' | 'newChangeId'>, taskId: string) {
    this.#engine = engine;
    this.#newChangeId = newChangeId;
    this.#taskId = taskId;
  }

  /** Answers with the id of the change once it is durably saved. Throws what the engine throws. */
  async save(patch: EditPatch): Promise<string> {
    const written = JSON.stringify(patch);
    const changeId = this.#failed?.written === written ? this.#failed.changeId : this.#newChangeId();
    this.#failed = { written, changeId };
    await this.#engine.call('task.edit', { changeId, taskId: this.#taskId, patch });
    this.#failed = null;
    return changeId;
  }
}
