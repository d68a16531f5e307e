/**
 * Records one thing after the other on a task.
 *
 * Invariant: the same action tried again after a failure carries the same entryId, so that an engine that had saved it
 * before it was lost saves it once.
 */
import type { Failure } from '@contract/errors.ts';
import type { RecordAction } from '@contract/record.ts';
import { failureOf } from '../../app/failure-of.ts';
import type { Surroundings } from '../../app/surroundings.ts';

export class Recording {
  #failure = $state.raw<Failure | null>(null);
  #saving = $state(0);
  #failed: { written: string; entryId: string } | null = null;
  readonly #engine: Surroundings['engine'];
  readonly #newId: () => string;
  readonly #taskId: string;

  constructor({ engine, newChangeId }: Pick<Surroundings, 'engine' | 'newChangeId'>, taskId: string) {
    this.#engine = engine;
    this.#newId = newChangeId;
    this.#taskId = taskId;
  }

  /** Why the last action was not recorded. */
  get failure(): Failure | null {
    return this.#failure;
  }

  get saving(): boolean {
    return this.#saving > 0;
  }

  /** Records an action; false when it was refused. */
  async take(action: RecordAction): Promise<boolean> {
    const written = JSON.stringify(action);
    const entryId = this.#failed?.written === written ? this.#failed.entryId : this.#newId();
    this.#saving++;
    try {
      await this.#engine.call('record.change', { entryId, taskId: this.#taskId, action });
      this.#failed = null;
      this.#failure = null;
      return true;
    } catch (thrown) {
      this.#failed = { written, entryId };
      this.#failure = failureOf(thrown);
      return false;
    } finally {
      this.#saving--;
    }
  }
}
