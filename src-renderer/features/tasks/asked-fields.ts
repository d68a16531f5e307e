/** What a transition asks for in its own panel, and what stands in its way elsewhere. Pure. */
import type { ReasonUse } from '@contract/rules/status-model.ts';
import type { Unmet } from '@contract/rules/unmet.ts';
import type { TransitionView } from '@contract/task-view.ts';

export interface Asking {
  /** A date and time for `/planned`. */
  moment: boolean;
  /** A code of this use and a text, for `/reasons`; null when no reason is asked. */
  reason: { use: ReasonUse; codes: string[] } | null;
  /** What has to be done first, elsewhere. */
  blocked: Unmet[];
}

/** What the rules ask for a step, also where it is there already: the reason may be another one now. */
export function askedBy({ unmet, asks, reasonUse }: Omit<TransitionView, 'to' | 'ends'>): Asking {
  const lacking = unmet.find((one) => one.kind === 'reason');
  const moment = asks.includes('/planned');
  const use = lacking?.use ?? reasonUse;
  const reason = use === null ? null : { use, codes: lacking?.codes ?? [] };
  const asked = (one: Unmet) =>
    (one.kind === 'reason' && reason !== null) ||
    (one.kind === 'field' &&
      ((one.field === '/planned' && moment) || (one.field === '/reasons' && reason !== null)));
  return { moment, reason, blocked: unmet.filter((one) => !asked(one)) };
}
