/**
 * The proof that an address leads to this very engine.
 *
 * We call our own public address with a challenge, and the endpoint answers it with a word that only this engine knows.
 * A challenge is 256 random bits and is answered while we wait for it and no longer. That is why the route needs no
 * token, no allowed address (our call comes back from whatever address our own network has outside, which is not
 * one of the platform's) and no rate limit: to anybody who does not hold a challenge it does not exist, they are refused
 * as on every other path. Nothing is derived from a System token, so nobody can gather material to guess one from.
 */
import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import type { EndpointCheck } from '../../contract/endpoint/seen.ts';
import type { Trouble } from '../../contract/sync-status.ts';
import { newSecret } from '../../runtime/secret.ts';
import type { Call, CallResult } from '../http.ts';
import { below, headerNames } from '../routes.ts';

export const selfTestPath = '/.well-known/patchdesk-endpoint';

interface Arrival {
  path: string;
  from: string | null;
  headers: Readonly<IncomingHttpHeaders>;
}

interface Challenge {
  /** What the call carries; the same in each header, for proxies that take headers away. */
  word: string;
  answer: string;
  arrival: Arrival | null;
}

export interface SelfTest {
  /** Notes that a call has come in; what it gets when it holds a challenge we wait for, else null: it is no call of ours. */
  arrived(challenge: string, arrival: Arrival): { answer: string } | 'astray' | null;
  /** Calls `publicUrl` by `call` and tells where it led. */
  check(publicUrl: string, call: Call): Promise<EndpointCheck>;
}

/** The headers without which no call of the platform is understood. */
function neededHeaders(word: string): Record<string, string> {
  const named = Object.values(headerNames).map((name) => [name, word]);
  return { authorization: `Bearer ${word}`, ...(Object.fromEntries(named) as Record<string, string>) };
}

const Answer = z.object({ answer: z.string() });

/** The status behind a trouble that an answer made of it; 404 stands for 410 too. */
const statuses: { readonly [Kind in Trouble['kind']]?: number } = {
  tokenRefused: 401,
  notWhitelisted: 403,
  notPermitted: 403,
  notVisible: 404,
  tooFast: 429,
};

/** What an answer that is not our own means, or none at all. */
function failed(result: CallResult): EndpointCheck {
  if (result.kind === 'answer') return { kind: 'somethingElse', status: result.status };
  const { trouble } = result;
  switch (trouble.kind) {
    case 'nameNotResolved':
      return { kind: 'notResolved', cause: trouble.cause };
    case 'notConnected':
      return { kind: trouble.why === 'refused' ? 'refused' : 'unreachable', cause: trouble.cause };
    case 'tlsFailed':
      return { kind: 'tlsFailed', cause: trouble.cause };
    case 'timedOut':
      // A gateway that gave up has answered.
      return trouble.limitMs === null
        ? { kind: 'somethingElse', status: null }
        : { kind: 'timedOut', cause: trouble.waitingFor };
    case 'noNetwork':
    case 'cut':
    case 'unreachable':
      return { kind: 'unreachable', cause: trouble.cause };
    case 'proxyFailed':
      return { kind: 'unreachable', cause: trouble.cause ?? trouble.why };
    default: {
      const status = 'status' in trouble ? trouble.status : (statuses[trouble.kind] ?? null);
      return { kind: 'somethingElse', status };
    }
  }
}

function verdict({ word, answer, arrival }: Challenge, result: CallResult): EndpointCheck {
  // The challenge went nowhere but to the address, so whoever brought it here is what stands behind it.
  if (arrival && arrival.path !== selfTestPath) return { kind: 'wrongPath', arrivedAt: arrival.path };
  const answered = result.kind === 'answer' && Answer.safeParse(result.json).data?.answer === answer;
  if (!arrival || !answered) return failed(result);
  const sent = Object.entries(neededHeaders(word));
  const headers = sent.filter(([name, value]) => arrival.headers[name] !== value).map(([name]) => name);
  return headers.length > 0 ? { kind: 'headersLost', headers } : { kind: 'ok', from: arrival.from };
}

/** The self-test of an endpoint; its challenges live as long as the calls that carry them. */
export function selfTest(): SelfTest {
  const waiting = new Map<string, Challenge>();
  return {
    arrived(word, arrival) {
      const challenge = waiting.get(word);
      if (!challenge) return null;
      challenge.arrival = arrival;
      return arrival.path === selfTestPath ? { answer: challenge.answer } : 'astray';
    },
    async check(publicUrl, call) {
      const challenge: Challenge = { word: newSecret(), answer: newSecret(), arrival: null };
      waiting.set(challenge.word, challenge);
      try {
        const result = await call({
          method: 'GET',
          url: `${below(publicUrl, selfTestPath)}?challenge=${challenge.word}`,
          headers: { ...neededHeaders(challenge.word), accept: 'application/json' },
        });
        return verdict(challenge, result);
      } finally {
        waiting.delete(challenge.word);
      }
    },
  };
}
