/**
 * What a call has to pass before a route sees it, from outside in: self-test, allowed address, not starting or stopping,
 * rate, token. Each refusal is a problem and costs little; a body is not read before the last of them.
 */
import type { HttpBindings } from '@hono/node-server';
import type { MiddlewareHandler } from 'hono';
import type { Address } from '../../contract/endpoint/address.ts';
import type { EndpointOptions, EndpointSystem } from '../../contract/endpoint/options.ts';
import type { EndpointCall } from '../../contract/endpoint/seen.ts';
import type { Log } from '../../runtime/log.ts';
import { isoMoment, type Surroundings } from '../../runtime/surroundings.ts';
import { bearerOf } from '../bearer.ts';
import { comeAgain, problem } from '../problem.ts';
import { headerNames } from '../routes.ts';
import { tokenBucket } from '../token-bucket.ts';
import { inRanges } from './address-ranges.ts';
import { authentication } from './authentication.ts';
import { byAddress } from './by-address.ts';
import { callerBy } from './caller.ts';
import type { CalledSystem } from './handlers.ts';
import { selfTestPath, type SelfTest } from './self-test.ts';

/** Without a socket, as in a simulation, there are no bindings. */
export interface EndpointEnv {
  Bindings: Partial<HttpBindings>;
  Variables: { caller: Address | null; called?: CalledSystem };
}
export type Guard = MiddlewareHandler<EndpointEnv>;

/** `starting` until the engine opens it, `stopping` from when it is told to; both answer 503. */
export type EndpointState = 'starting' | 'open' | 'stopping';

/** Seconds after which one may come again when nothing better is known. */
export const laterSeconds = 5;
const soonSeconds = 1;

const thisMachine = '127.0.0.1';

/** Finds out who calls. A call without a socket is of this process. */
export function identified(options: EndpointOptions): Guard {
  const callerOf = callerBy(options);
  return async (context, next) => {
    const incoming = context.env?.incoming;
    const remoteAddress = incoming ? incoming.socket.remoteAddress : thisMachine;
    context.set('caller', callerOf(remoteAddress, incoming?.headers ?? {}));
    return next();
  };
}

/** Answers our own challenges, which need nothing else; whatever else asks for that path goes on. */
export function answeringSelfTest(test: SelfTest): Guard {
  return async (context, next) => {
    const { path } = context.req;
    const challenge = path.endsWith(selfTestPath) ? context.req.query('challenge') : undefined;
    const headers = context.env?.incoming?.headers ?? context.req.header();
    const from = context.var.caller?.text ?? null;
    const reply = challenge === undefined ? null : test.arrived(challenge, { path, from, headers });
    if (reply === null) return next();
    if (reply === 'astray') return problem(context, 404, { title: 'There is no such route' });
    return context.json(reply, 200, { 'cache-control': 'no-store' });
  };
}

/** Tells `seen` of each call once it is answered. */
export function noted(seen: (call: EndpointCall) => void, surroundings: Surroundings): Guard {
  return async (context, next) => {
    await next();
    seen({
      at: isoMoment(surroundings.now()),
      address: context.var.caller?.text ?? null,
      systemId: context.var.called?.systemId ?? null,
      status: context.res.status,
    });
  };
}

/** 403 to whoever is in none of the allowed ranges; logged once for each address. */
export function allowed({ allowedCallers, limits }: EndpointOptions, log: Log): Guard {
  const isAllowed = inRanges(allowedCallers);
  const told = byAddress(limits.addresses, () => ({ isLogged: false }));
  return async (context, next) => {
    const { caller } = context.var;
    if (allowedCallers.length === 0 || (caller && isAllowed(caller))) return next();
    const about = told(caller);
    if (!about.isLogged) log.warn({ address: caller?.text ?? null }, 'a caller is at no allowed address');
    about.isLogged = true;
    context.header('connection', 'close');
    return problem(context, 403, { title: 'This address is not allowed', code: 'IP_NOT_ALLOWED' });
  };
}

/** 503 while starting or stopping. In the latter each answer is the last on its connection. */
export function open(state: () => EndpointState): Guard {
  return async (context, next) => {
    const lastOne = () => state() === 'stopping' && context.header('connection', 'close');
    if (state() !== 'open') {
      lastOne();
      return comeAgain(context, 503, laterSeconds, `The System is ${state()}`);
    }
    await next();
    lastOne();
    return undefined;
  };
}

/** 429 to an address that calls too fast. */
export function paced({ limits }: EndpointOptions, surroundings: Surroundings): Guard {
  const size = { perSecond: limits.callsPerSecondByAddress, burst: limits.burstByAddress };
  const bucketOf = byAddress(limits.addresses, () => tokenBucket(size, surroundings));
  return async (context, next) => {
    const seconds = bucketOf(context.var.caller).take();
    return seconds === null ? next() : comeAgain(context, 429, seconds, 'Too many calls');
  };
}

/**
 * 401 without the token of a System of ours. An address with too many wrong ones is not heard for a while, whatever it
 * says then: were the right token let through, guessing would go on as fast as before.
 */
export function authenticated(
  systems: readonly EndpointSystem[],
  { limits }: EndpointOptions,
  surroundings: Surroundings,
  log: Log,
): Guard {
  const authenticate = authentication(systems);
  const burst = limits.wrongTokensPerMinute;
  const guesserAt = byAddress(limits.addresses, () => ({
    guesses: tokenBucket({ perSecond: burst / 60, burst }, surroundings),
    isLogged: false,
  }));

  return async (context, next) => {
    const { caller } = context.var;
    const guesser = guesserAt(caller);
    const seconds = guesser.guesses.wait();
    if (seconds !== null) return comeAgain(context, 429, seconds, 'Too many wrong tokens');
    const token = bearerOf(context.req.header('authorization'));
    const systemId = context.req.header(headerNames.systemId);
    const cluster = context.req.header(headerNames.cluster);
    const result = token === null ? null : authenticate({ token, systemId, cluster });
    if (result && 'called' in result) {
      context.set('called', result.called);
      return next();
    }
    if (result?.refused === 'cluster') {
      const title = 'This System is of another cluster';
      return problem(context, 403, { title, code: 'CLUSTER_NOT_PERMITTED' });
    }
    if (result) {
      guesser.guesses.take();
      if (!guesser.isLogged) log.warn({ address: caller?.text ?? null }, 'a call came with a wrong token');
      guesser.isLogged = true;
    }
    context.header('www-authenticate', 'Bearer');
    return problem(context, 401, { title: 'The System token is missing or wrong' });
  };
}

/** 503 above so many calls under way, so that what waits, and its memory, stays bounded. */
export function atOnce({ limits }: EndpointOptions): Guard {
  let underWay = 0;
  return async (context, next) => {
    if (underWay >= limits.callsUnderWay)
      return comeAgain(context, 503, soonSeconds, 'Too many calls at once');
    underWay += 1;
    try {
      return await next();
    } finally {
      underWay -= 1;
    }
  };
}
