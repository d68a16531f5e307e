/**
 * The access token of an environment (contract section 2): OAuth 2.0 client credentials, or a fixed bearer token.
 *
 * Invariants: the secret and the token live in memory only; however many calls wait, the token is asked for once; a
 * token that is still good is handed out at once, also while the next one is asked for.
 */
import type { BearerCredentials, ClientCredentials } from '../contract/processes.ts';
import type { Trouble } from '../contract/trouble.ts';
import type { Cancel, Surroundings } from '../runtime/surroundings.ts';
import { blocksEnvironment } from './answer.ts';
import { fixedToken } from './fixed-token.ts';
import type { Call, CallResult } from './http.ts';
import { TokenAnswer } from './messages.ts';

/** Renewed this long before it expires, or after half its life when that is shorter. */
const aheadMs = 60_000;
/** So long before its end a token is not sent any more, or a tenth of its life: it has to be good when it arrives. */
const onTheWayMs = 5_000;
/** A renewal that failed is tried again when half of what is left has passed, and no sooner than this. */
const leastAgainMs = 5_000;

export type TokenResult = { kind: 'token'; token: string } | Extract<CallResult, { kind: 'trouble' }>;

export interface AccessToken {
  /** A token that is good now; asks for one when there is none. */
  get(): Promise<TokenResult>;
  /** The platform refused `token`. True when the next `get` may bring a better one. */
  drop(token: string): boolean;
  /** Nothing is renewed any more. */
  stop(): void;
}

/** What the token endpoint refuses hits every call: there is no task in it that could be parked. */
function ofEndpoint(trouble: Trouble): Trouble {
  if (trouble.kind === 'notVisible') return { kind: 'answerInvalid', what: 'token endpoint: not found' };
  // RFC 6749, 5.2: a wrong client is a 400 invalid_client or a 401.
  if (trouble.kind === 'tokenRefused' || !blocksEnvironment(trouble)) {
    return { kind: 'tokenRefused', why: 'credentials' };
  }
  return trouble;
}

/** The holder of a token by client credentials; `call` makes the HTTP request. */
function clientToken(credentials: ClientCredentials, call: Call, surroundings: Surroundings): AccessToken {
  let held: { token: string; until: number; endsAt: number } | null = null;
  let asking: Promise<TokenResult> | null = null;
  let timer: Cancel | null = null;
  let stopped = false;

  function renewIn(ms: number): void {
    timer?.();
    timer = stopped ? null : surroundings.after(ms, renew);
  }

  async function ask(): Promise<TokenResult> {
    const result = await call({
      method: 'POST',
      url: credentials.tokenUrl,
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: credentials.clientId,
        client_secret: credentials.clientSecret,
        scope: 'api.read api.write',
      }).toString(),
    });
    if (result.kind === 'trouble') return { ...result, trouble: ofEndpoint(result.trouble) };
    const answer = TokenAnswer.safeParse(result.json);
    if (!answer.success) {
      return { kind: 'trouble', trouble: { kind: 'answerInvalid', what: 'token' }, retryAfterMs: null };
    }
    const lifeMs = answer.data.expires_in * 1000;
    const now = surroundings.now();
    held = {
      token: answer.data.access_token,
      until: now + lifeMs - Math.min(onTheWayMs, lifeMs / 10),
      endsAt: now + lifeMs,
    };
    renewIn(Math.max(lifeMs - aheadMs, lifeMs / 2));
    return { kind: 'token', token: held.token };
  }

  function asked(): Promise<TokenResult> {
    asking ??= ask().finally(() => {
      asking = null;
    });
    return asking;
  }

  /** Ahead of need. What stands in the way is no news while the token at hand is good: the next call tells. */
  function renew(): void {
    void asked().then((result) => {
      const left = (held?.endsAt ?? 0) - surroundings.now();
      if (result.kind === 'trouble' && left > leastAgainMs) renewIn(Math.max(left / 2, leastAgainMs));
    });
  }

  return {
    get() {
      if (held && surroundings.now() < held.until)
        return Promise.resolve({ kind: 'token', token: held.token });
      return asked();
    },
    drop(token) {
      if (held?.token === token) {
        held = null;
        timer?.();
      }
      return true;
    },
    stop() {
      stopped = true;
      timer?.();
    },
  };
}

/** The holder of the token that goes with these credentials; `call` makes its HTTP requests, if it needs any. */
export function accessToken(
  credentials: ClientCredentials | BearerCredentials,
  call: Call,
  surroundings: Surroundings,
): AccessToken {
  return 'bearerToken' in credentials
    ? fixedToken(credentials, surroundings)
    : clientToken(credentials, call, surroundings);
}
