/** The bodies of Indication, Sync and errors (contract sections 4 and 6). Unknown fields are let through. */
import { z } from 'zod';

const code = z.string().min(1).max(255);
const moment = z.iso.datetime({ offset: true });

/** Known events; an unknown one is treated as TASK_UPDATED (contract section 4). */
export const knownEvents = ['TASK_CREATED', 'TASK_UPDATED', 'TASK_CLOSED', 'ATTACHMENT_ADDED'] as const;
export const IndicationEvent = z.string().min(1).max(255);

export const Indication = z.looseObject({
  /** Made by the indicating side; identifies the exchange in all its steps (contract rule 1). */
  indicationId: z.uuid(),
  systemId: code,
  cluster: code,
  taskId: code,
  event: IndicationEvent,
  occurredAt: moment,
});
export type Indication = z.infer<typeof Indication>;

export const IndicationAnswer = z.looseObject({ indicationId: z.uuid() });

export const SyncError = z.looseObject({
  code,
  /** JSON pointer into the document. */
  field: z.string().max(1000).nullish(),
  message: z.string().max(10_000).nullish(),
});
export type SyncError = z.infer<typeof SyncError>;

export const Sync = z.looseObject({
  indicationId: z.uuid(),
  systemId: code,
  cluster: code,
  taskId: code,
  result: z.enum(['OK', 'ERROR']),
  /** The platform's version after an OK. */
  taskVersion: z.number().int().nonnegative().nullish(),
  /** Our own reference, when the exchange created an inTask. */
  taskRef: code.nullish(),
  errors: z.array(SyncError).max(1000).default([]),
  syncedAt: moment,
});
export type Sync = z.infer<typeof Sync>;

/** Codes of a Sync ERROR that are acted upon; others are kept and shown. */
export const syncCodes = {
  transitionNotAllowed: 'TRANSITION_NOT_ALLOWED',
  versionConflict: 'VERSION_CONFLICT',
  validationFailed: 'VALIDATION_FAILED',
  fieldNotUpdatable: 'FIELD_NOT_UPDATABLE',
  taskClosed: 'TASK_CLOSED',
  taskUnknown: 'TASK_UNKNOWN',
  attachmentRefused: 'ATTACHMENT_REFUSED',
} as const;

/** The code of a 403 that means: this address is not whitelisted (contract section 6). */
export const ipNotWhitelisted = 'IP_NOT_WHITELISTED';

/** RFC 9457; any answer outside 2xx has it, unless a gateway answered. */
export const Problem = z.looseObject({
  type: z.string().optional(),
  title: z.string().nullish(),
  status: z.number().int().optional(),
  detail: z.string().nullish(),
  code: z.string().nullish(),
  /** The address the caller was seen from. */
  clientIp: z.string().nullish(),
  errors: z.array(SyncError).optional(),
});
export type Problem = z.infer<typeof Problem>;

export const problemType = 'application/problem+json';

/** Answer of the token endpoint (contract section 2). */
export const TokenAnswer = z.looseObject({
  access_token: z.string().min(1),
  token_type: z.string(),
  /** Seconds. */
  expires_in: z.number().positive(),
});
