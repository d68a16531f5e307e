/** What an entry of the history tells, taken apart; what is not known here is kept to be shown raw. */
import { FieldChange, RefusalReason } from '@contract/change.ts';
import type { HistoryEntry } from '@contract/task-view.ts';
import { z } from 'zod';

const Told = z.looseObject({
  fields: z.array(FieldChange).optional().catch(undefined),
  before: z.array(FieldChange).optional().catch(undefined),
  reasons: z.array(RefusalReason).optional().catch(undefined),
});

export interface HistoryTold {
  fields: FieldChange[];
  reasons: RefusalReason[];
  rest: [name: string, value: unknown][];
}

export function toldBy({ detail }: HistoryEntry): HistoryTold {
  const { fields = [], before = [], reasons = [], ...rest } = Told.parse(detail);
  // A correction tells what was typed before beside what is typed now: the step that was taken is between the two.
  const corrected = fields.map((change) => ({
    ...change,
    from: before.find((earlier) => earlier.field === change.field)?.to ?? change.from,
  }));
  const stepped = before.length > 0 ? corrected.filter(({ from, to }) => from !== to) : fields;
  return { fields: stepped, reasons, rest: Object.entries(rest).filter(([, value]) => value !== null) };
}
