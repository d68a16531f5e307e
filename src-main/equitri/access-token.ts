/**
 * The access token of an environment (contract section 2): OAuth 2.0 client credentials.
 *
 * Invariants: the secret and the token live in memory only; however many calls wait, the token is asked for once.
 */
import { TokenAnswer } from './messages.ts';
import type { Call, CallResult } from './http.ts';
import type { ClientCredentials, Credentials } from '../contract/processes.ts';
import type { Surroundings } from '../runtime/surroundings.ts';

/** Renewed this long before it expires, so that no call travels with a token about to end. */
const aheadMs = 60_000;

export type TokenResult = { kind: 'token'; token: string } | Extract<CallResult, { kind: 'trouble' }>;

export interface AccessToken {
  /** A token that is good now; asks for one when there is none. */
  get(): Promise<TokenResult>;
  /** The platform refused `token`: the next `get` asks for a new one. */
  drop(token: string): void;
}

/** The holder of the token; `call` makes the HTTP request for one, where it is not fixed. */
export function accessToken(credentials: Credentials, call: Call, surroundings: Surroundings): AccessToken {
  if ('bearerToken' in credentials) {
    const fixed: TokenResult = { kind: 'token', token: credentials.bearerToken };
    return { get: () => Promise.resolve(fixed), drop: () => undefined };
  }
  return renewedToken(credentials, call, surroundings);
}

function renewedToken(credentials: ClientCredentials, call: Call, surroundings: Surroundings): AccessToken {
  let held: { token: string; until: number } | null = null;
  let asking: Promise<TokenResult> | null = null;

  async function ask(): Promise<TokenResult> {
    const result = await call({
      method: 'POST',
      url: credentials.tokenUrl,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: credentials.clientId,
        client_secret: credentials.clientSecret,
        scope: 'api.read api.write',
      }).toString(),
    });
    if (result.kind === 'trouble') {
      // RFC 6749, 5.2: a wrong client is a 400 invalid_client or a 401.
      return result.trouble.kind === 'refused' ? { ...result, trouble: { kind: 'tokenRefused' } } : result;
    }
    const answer = TokenAnswer.safeParse(result.json);
    if (!answer.success) {
      return { kind: 'trouble', trouble: { kind: 'answerInvalid', what: 'token' }, retryAfterMs: null };
    }
    const lifeMs = answer.data.expires_in * 1000;
    held = {
      token: answer.data.access_token,
      until: surroundings.now() + Math.max(lifeMs - aheadMs, lifeMs / 2),
    };
    return { kind: 'token', token: held.token };
  }

  return {
    async get() {
      if (held && surroundings.now() < held.until) return { kind: 'token', token: held.token };
      asking ??= ask().finally(() => {
        asking = null;
      });
      return asking;
    },
    drop(token) {
      if (held?.token === token) held = null;
    },
  };
}
