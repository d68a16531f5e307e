/** What goes over the control route: the schemas that its server and its client share. */
import { z } from 'zod';
import type { Api } from '../contract/document/values.ts';
import type { RuleKind } from '../contract/rules/rulebook.ts';
import { SandboxConditions } from '../contract/sandbox.ts';
import { SyncError } from '../equitri/messages.ts';

/** Paths below `SandboxAccess.controlUrl`. */
export const controlPaths = {
  conditions: '/control/conditions',
  system: (systemId: string) => `/control/systems/${encodeURIComponent(systemId)}`,
  task: (taskId: string) => `/control/tasks/${encodeURIComponent(taskId)}`,
  newTask: (api: Api) => `/control/new/${api}`,
  rules: (kind: RuleKind) => `/control/rules/${kind}`,
  receipts: '/control/receipts',
  summary: '/control/summary',
} as const;

/** What the platform made of one document that a System offered. */
export const OfferReceipt = z.object({
  indicationId: z.string(),
  systemId: z.string(),
  taskId: z.string(),
  result: z.enum(['OK', 'ERROR']),
  /** The platform's version of the task afterwards. */
  version: z.number().int(),
  errors: z.array(SyncError),
  /** The document as the System served it, untouched; null when it had none. */
  served: z.unknown(),
  at: z.iso.datetime(),
});
export type OfferReceipt = z.infer<typeof OfferReceipt>;

export const OfferReceipts = z.object({ receipts: z.array(OfferReceipt) });

/** One System as the platform sees it; numbers count tasks. */
export const SystemSummary = z.object({
  systemId: z.string(),
  endpoint: z.url(),
  /** Tasks whose newest version it has acknowledged. */
  told: z.number().int(),
  /** Tasks it still has to be told of. */
  toTell: z.number().int(),
  /** Exchanges it opened and whose Sync it has not acknowledged. */
  openOffers: z.number().int(),
});
export type SystemSummary = z.infer<typeof SystemSummary>;

export const SandboxSummary = z.object({
  seed: z.number().int(),
  /** The day that all dates of the seed are relative to, `YYYY-MM-DD`. */
  startDay: z.iso.date(),
  /** OutTasks; their statuses and types are counted below. */
  tasks: z.number().int(),
  inTasks: z.number().int(),
  byStatus: z.record(z.string(), z.number().int()),
  byType: z.record(z.string(), z.number().int()),
  systems: z.array(SystemSummary),
  receipts: z.object({ accepted: z.number().int(), refused: z.number().int() }),
  conditions: SandboxConditions,
});
export type SandboxSummary = z.infer<typeof SandboxSummary>;

/** Conditions to set; what is not named stays as it is. */
export const ConditionsChange = SandboxConditions.partial();
export type ConditionsChange = z.infer<typeof ConditionsChange>;

/** A new task as a whole document; its schema is checked by the platform. */
export const NewTask = z.record(z.string(), z.unknown());

/** The entries of one kind of the rulebook, as in its file. */
export const RuleEntries = z.union([z.array(z.unknown()), z.record(z.string(), z.unknown())]);

/** Fields of a change made at the platform's side, merged into the document; `null` empties. */
export const TaskFields = z.record(z.string(), z.unknown());
export type TaskFields = z.infer<typeof TaskFields>;
