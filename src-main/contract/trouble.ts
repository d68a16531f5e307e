/**
 * Why a call to the platform did not succeed: a closed set, in which what a person can do about it tells kinds apart
 * (contract section 6).
 *
 * Invariant: what an earlier version stored still parses. A kind is never taken away; what is added to one is optional.
 */
import { z } from 'zod';

/** What is wrong with the certificate or the encryption of a connection. */
export const TlsFault = z.enum([
  'expired',
  'notYetValid',
  'unknownIssuer',
  'wrongName',
  'revoked',
  /** The two could not agree on how to encrypt, or the other side speaks no TLS at all. */
  'protocol',
]);
export type TlsFault = z.infer<typeof TlsFault>;

/** `cause` is the system's own word: ECONNREFUSED, ENOTFOUND, CERT_HAS_EXPIRED. It is for support, not for decisions. */
const cause = z.string();

export const Trouble = z.discriminatedUnion('kind', [
  // On the way: nobody at the platform has answered.
  z.object({ kind: z.literal('noNetwork'), cause }),
  z.object({ kind: z.literal('nameNotResolved'), host: z.string(), cause }),
  z.object({ kind: z.literal('notConnected'), why: z.enum(['refused', 'reset', 'noRoute']), cause }),
  /** Accepted, and closed before a single byte of an answer: a whitelist that says nothing, or a crash. */
  z.object({ kind: z.literal('cut'), cause }),
  z.object({ kind: z.literal('tlsFailed'), why: TlsFault, host: z.string(), cause }),
  /** `limitMs` is null where a gateway gave up, and not we. */
  z.object({
    kind: z.literal('timedOut'),
    waitingFor: z.enum(['connection', 'answer']),
    limitMs: z.number().nullable(),
  }),
  /** This network answers in the place of the platform; `address` is where it sends people, when it says so. */
  z.object({ kind: z.literal('captivePortal'), address: z.string().nullable() }),
  /** `noWay`: the proxy answers, but does not get through to the platform. `proxy` is null when we set none ourselves. */
  z.object({
    kind: z.literal('proxyFailed'),
    why: z.enum(['unreachable', 'credentials', 'denied', 'noWay']),
    proxy: z.string().nullable(),
    status: z.number().nullable(),
    cause: cause.nullable(),
  }),
  /** Nothing more is known than that no answer came; earlier versions stored every kind above as this one. */
  z.object({ kind: z.literal('unreachable'), cause }),

  // The platform, or a gateway in front of it, has answered for all calls.
  z.object({
    kind: z.literal('tokenRefused'),
    /** `credentials`: by the token endpoint. `token`: one that was just issued. `fixed`, `expired`: a fixed bearer token. */
    why: z.enum(['credentials', 'token', 'fixed', 'expired']).optional(),
  }),
  z.object({
    kind: z.literal('notWhitelisted'),
    /** The address the platform has seen. */
    clientIp: z.string().nullable(),
    /** `problem`: it says so itself. `page`, `empty`: a bare 403 of a gateway, which the contract reads the same way. */
    told: z.enum(['problem', 'page', 'empty']).optional(),
  }),
  z.object({ kind: z.literal('platformDown'), status: z.number() }),
  z.object({ kind: z.literal('platformFault'), status: z.number() }),
  z.object({ kind: z.literal('tooFast') }),
  z.object({ kind: z.literal('answerInvalid'), what: z.string() }),

  // About one task only.
  z.object({ kind: z.literal('notPermitted'), code: z.string().nullable() }),
  z.object({ kind: z.literal('notVisible') }),
  z.object({ kind: z.literal('refused'), status: z.number(), title: z.string().nullable() }),

  /** The local database could not be written: nothing is sent until it can. */
  z.object({ kind: z.literal('storeFailed'), reason: z.string() }),
]);
export type Trouble = z.infer<typeof Trouble>;
export type TroubleKind = Trouble['kind'];

/** A trouble as it was stored, by an earlier version or by a later one whose kinds are not known here. */
export function readTrouble(stored: unknown): Trouble {
  const known = Trouble.safeParse(stored);
  return known.success ? known.data : { kind: 'unreachable', cause: JSON.stringify(stored) };
}
