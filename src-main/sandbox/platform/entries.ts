/**
 * The facts the platform lives by: one entry a line in the journal, folded into the state.
 *
 * Invariant: what belongs together is ONE entry. A torn line takes the whole fact with it, never half of it: the
 * judgement of an offer and the document it leads to are the same line.
 */
import { z } from 'zod';
import { TaskDocument } from '../../contract/document/task-document.ts';
import { Api } from '../../contract/document/values.ts';
import { RuleKind } from '../../contract/rules/rulebook.ts';
import { SandboxConditions, SystemRegistration } from '../../contract/sandbox.ts';
import { Sync } from '../../equitri/messages.ts';

/** A System without its token: secrets are never written down (invariant of the design). */
export const KnownSystem = SystemRegistration.omit({ token: true });
export type KnownSystem = z.infer<typeof KnownSystem>;

/** A task of either API. Ids are unique over both. */
export const PlatformTask = z.object({ api: Api, document: TaskDocument });
export type PlatformTask = z.infer<typeof PlatformTask>;

const moment = z.iso.datetime();
const version = z.number().int().nonnegative();

export const Entry = z.discriminatedUnion('kind', [
  /** Always the first: which network this is, and the day its dates are relative to. */
  z.object({ kind: z.literal('network'), seed: z.number(), tasks: z.number(), startDay: z.iso.date() }),
  z.object({ kind: z.literal('conditions'), conditions: SandboxConditions }),
  z.object({ kind: z.literal('system'), system: KnownSystem }),
  /** Rule data of this platform was replaced: one kind of the rulebook. */
  z.object({ kind: z.literal('rules'), name: RuleKind, value: z.unknown() }),
  /** Made or changed at the platform's side, with everything that follows from it. */
  z.object({ kind: z.literal('changed'), tasks: z.array(PlatformTask) }),

  /** The platform opened an exchange to tell a System of a task. */
  z.object({
    kind: z.literal('telling'),
    indicationId: z.uuid(),
    systemId: z.string(),
    taskId: z.string(),
    event: z.string(),
    occurredAt: moment,
    /** The newest version when it was opened. */
    version,
  }),
  /** A System fetched a task and saw this version. */
  z.object({ kind: z.literal('shown'), systemId: z.string(), taskId: z.string(), version }),
  /** The System's Sync: it knows `version` now, or has refused it and is not told of it again. */
  z.object({ kind: z.literal('told'), indicationId: z.uuid(), result: z.enum(['OK', 'ERROR']), version }),

  /** A System opened an exchange. */
  z.object({
    kind: z.literal('offer'),
    indicationId: z.uuid(),
    api: Api,
    systemId: z.string(),
    taskId: z.string(),
    receivedAt: moment,
  }),
  /** What the platform made of it: the Sync it owes, and what is different from then on. */
  z.object({
    kind: z.literal('judged'),
    sync: Sync,
    served: z.unknown(),
    /** The accepted document and everything that follows from it; empty when nothing changed. */
    tasks: z.array(PlatformTask),
    /** It was refused because it was asked for (`refuseNextSync`), which is used up by it. */
    refusedOnDemand: z.boolean(),
  }),
  /** The System acknowledged that Sync, or will never take it. */
  z.object({
    kind: z.literal('settled'),
    indicationId: z.uuid(),
    /** The System did not take the Sync, and said so for good. */
    gaveUp: z.boolean().default(false),
  }),
]);
export type Entry = z.infer<typeof Entry>;
export type EntryOf<Kind extends Entry['kind']> = Extract<Entry, { kind: Kind }>;
