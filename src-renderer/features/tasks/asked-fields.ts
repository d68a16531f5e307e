/** What a transition asks for in its own panel, and what stands in its way elsewhere. Pure. */
import type { TransitionView } from '@contract/task-view.ts';

export interface Asking {
  /** A date and time for `/planned`. */
  moment: boolean;
  /** A code and a text for `/reasons`. */
  reason: boolean;
  /** Fields that have to be filled in first, in the form. */
  blocked: string[];
}

/** Planning asks when and holding asks why, even where a model does not demand it. */
export function askedBy({ to, needs }: TransitionView): Asking {
  const moment = to === 'PLANNED' || needs.includes('/planned');
  const reason = to === 'ON_HOLD' || needs.includes('/reasons');
  const askable = new Set([...(moment ? ['/planned'] : []), ...(reason ? ['/reasons'] : [])]);
  return { moment, reason, blocked: needs.filter((field) => !askable.has(field)) };
}
