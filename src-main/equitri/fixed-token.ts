/**
 * A fixed bearer token, the older way to be let in (contract section 2). Nothing renews it: when it is refused, only a
 * person can help.
 */
import { z } from 'zod';
import type { BearerCredentials } from '../contract/processes.ts';
import type { Surroundings } from '../runtime/surroundings.ts';
import type { AccessToken } from './access-token.ts';

/** As much of the claims of a JWT as matters here (RFC 7519, 4.1.4): seconds since the epoch. */
const Claims = z.looseObject({ exp: z.number() });

/** When a token ends, in milliseconds since the epoch, or null when it does not say: it need not be a JWT at all. */
export function endOfToken(token: string): number | null {
  const [, claims, ...rest] = token.split('.');
  if (claims === undefined || rest.length !== 1) return null;
  try {
    const parsed = Claims.safeParse(JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')));
    return parsed.success ? parsed.data.exp * 1000 : null;
  } catch {
    return null; // dots, but no claims between them
  }
}

/** The holder of a fixed token; one that has expired is not even sent. */
export function fixedToken({ bearerToken }: BearerCredentials, surroundings: Surroundings): AccessToken {
  const endsAt = endOfToken(bearerToken);
  return {
    get() {
      if (endsAt === null || surroundings.now() < endsAt) {
        return Promise.resolve({ kind: 'token', token: bearerToken });
      }
      const trouble = { kind: 'tokenRefused', why: 'expired' } as const;
      return Promise.resolve({ kind: 'trouble', trouble, retryAfterMs: null });
    },
    drop: () => false,
    stop: () => undefined,
  };
}
