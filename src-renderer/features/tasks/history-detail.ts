/** What an entry of the history tells, taken apart; what is not known here is kept to be shown raw. */
import { FieldChange, FieldConflict, RefusalReason } from '@contract/change.ts';
import type { HistoryEntry } from '@contract/task-view.ts';
import { RecordAction, RecordSubject } from '@contract/record.ts';
import { z } from 'zod';

const Told = z.looseObject({
  fields: z.array(FieldChange).optional().catch(undefined),
  before: z.array(FieldChange).optional().catch(undefined),
  conflicts: z.array(FieldConflict).optional().catch(undefined),
  take: z.record(z.string(), z.string()).optional().catch(undefined),
  reasons: z.array(RefusalReason).optional().catch(undefined),
  subject: RecordSubject.optional().catch(undefined),
  // Told by its subject; a booking by what was booked.
  action: RecordAction.optional().catch(undefined),
});

export interface HistoryTold {
  fields: FieldChange[];
  reasons: RefusalReason[];
  /** What was recorded by the contractor for himself. */
  subject: RecordSubject | null;
  action: RecordAction | null;
  rest: [name: string, value: unknown][];
}

export function toldBy({ detail }: HistoryEntry): HistoryTold {
  const told = Told.parse(detail);
  const {
    fields = [],
    before = [],
    reasons = [],
    conflicts = [],
    take = {},
    subject = null,
    ...others
  } = told;
  const { action, ...rest } = others;
  // A correction tells what was typed before beside what is typed now: the step that was taken is between the two.
  const corrected = fields.map((change) => ({
    ...change,
    from: before.find((earlier) => earlier.field === change.field)?.to ?? change.from,
  }));
  const stepped = before.length > 0 ? corrected.filter(({ from, to }) => from !== to) : fields;
  // Settling tells the value that was let go, and the one that counts.
  const settled = conflicts
    .filter(({ field }) => take[field] !== undefined)
    .map(({ field, ours, theirs }) =>
      take[field] === 'ours' ? { field, from: theirs, to: ours } : { field, from: ours, to: theirs },
    );
  return {
    fields: [...stepped, ...settled],
    reasons,
    subject,
    action: action ?? null,
    rest: Object.entries(subject ? rest : { ...rest, action }).filter(
      ([, value]) => value !== null && value !== undefined,
    ),
  };
}
