/** What the engine tells every window. Events say that something changed; readers read again what they show. */
import { z } from 'zod';
import { RuleKind } from './rules/rulebook.ts';
import { SyncStatus } from './sync-status.ts';

export const events = {
  /** The tasks whose row, detail, changes or history are different now. */
  'tasks.changed': z.object({ taskIds: z.array(z.string()) }),
  'sync.changed': SyncStatus,
  /** The rules of this kind are other ones now, and with them what tasks may do. */
  'rules.changed': z.object({ kind: RuleKind }),
} as const;

export type EventName = keyof typeof events;
export type EventDetail<Name extends EventName> = z.infer<(typeof events)[Name]>;
