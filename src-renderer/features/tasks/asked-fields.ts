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

/** What a reason is for where only the status says it. */
const uses: Readonly<Record<string, ReasonUse>> = {
  ON_HOLD: 'HOLD',
  CANCELLED: 'CANCEL',
  DELIVERED: 'CLOSE',
};

/** Planning asks when and holding asks why, even where a model does not demand it. */
export function askedBy({ to, unmet, asks }: TransitionView): Asking {
  const lacking = unmet.find((one) => one.kind === 'reason');
  const moment = to === 'PLANNED' || asks.includes('/planned');
  const asksWhy = to === 'ON_HOLD' || asks.includes('/reasons') || lacking !== undefined;
  const reason = asksWhy ? { use: lacking?.use ?? uses[to] ?? 'OPEN', codes: lacking?.codes ?? [] } : null;
  const asked = (one: Unmet) =>
    (one.kind === 'reason' && reason !== null) ||
    (one.kind === 'field' &&
      ((one.field === '/planned' && moment) || (one.field === '/reasons' && reason !== null)));
  return { moment, reason, blocked: unmet.filter((one) => !asked(one)) };
}
