/** What the engine tells every window. Events say that something changed; readers read again what they show. */
import { z } from 'zod';
import { RuleKind } from './rules/rulebook.ts';
import { SyncStatus } from './sync-status.ts';
import { TaskRow } from './task-view.ts';

export const events = {
  /** The tasks whose row, detail, changes or history are different now. */
  'tasks.changed': z.object({
    taskIds: z.array(z.string()),
    /** Their rows before (null: a new one) and now, by which a list knows whether it is touched; null when they are many. */
    rows: z.array(z.object({ before: TaskRow.nullable(), after: TaskRow })).nullable(),
  }),
  'sync.changed': SyncStatus,
  /** The rules of this kind are other ones now, and with them what tasks may do. */
  'rules.changed': z.object({ kind: RuleKind }),
} as const;

export type EventName = keyof typeof events;
export type EventDetail<Name extends EventName> = z.infer<(typeof events)[Name]>;
