/** What the endpoint can say of itself: who called, and whether its public address leads to it. */
import { z } from 'zod';

/** A call that came in. Kept in memory only. */
export const EndpointCall = z.strictObject({
  at: z.iso.datetime(),
  /** Whom it came from: behind a trusted proxy the one it forwarded for; null when it could not be told. */
  address: z.string().nullable(),
  /** The System of ours it was for; null when its token was not looked at or was wrong. */
  systemId: z.string().nullable(),
  /** The status it was answered with. */
  status: z.number().int(),
});
export type EndpointCall = z.infer<typeof EndpointCall>;

/** The last call of all, and the last one with a good token: noise does not hide when the platform was here. */
export const EndpointCalls = z.strictObject({
  last: EndpointCall.nullable(),
  lastOfPlatform: EndpointCall.nullable(),
});
export type EndpointCalls = z.infer<typeof EndpointCalls>;

/**
 * What became of a call to our own public address. It was made from this machine, so it does not prove that others
 * can come in, and a network that does not let one out and in again (no hairpin) fails it wrongly; `cause` is the word
 * of the system or of TLS.
 */
export const EndpointCheck = z.discriminatedUnion('kind', [
  /** It leads here; `from` is the address the call was seen from. */
  z.strictObject({ kind: z.literal('ok'), from: z.string().nullable() }),
  /** It leads here, but headers that every call of the platform needs did not arrive as they were sent. */
  z.strictObject({ kind: z.literal('headersLost'), headers: z.array(z.string()) }),
  /** It leads here, but to `arrivedAt` instead of to the root: something in front adds or leaves on a part. */
  z.strictObject({ kind: z.literal('wrongPath'), arrivedAt: z.string() }),
  z.strictObject({ kind: z.literal('notResolved'), cause: z.string() }),
  z.strictObject({ kind: z.literal('refused'), cause: z.string() }),
  z.strictObject({ kind: z.literal('tlsFailed'), cause: z.string() }),
  z.strictObject({ kind: z.literal('timedOut'), cause: z.string() }),
  /** No answer for another reason: reset, no route. */
  z.strictObject({ kind: z.literal('unreachable'), cause: z.string() }),
  /** Somebody answered, but not this engine: a proxy without us behind it, another program, another engine. */
  z.strictObject({ kind: z.literal('somethingElse'), status: z.number().int().nullable() }),
]);
export type EndpointCheck = z.infer<typeof EndpointCheck>;
