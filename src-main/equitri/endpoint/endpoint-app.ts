/**
 * The endpoint of our Systems: what the platform calls (contract sections 2, 3 and 6), without a socket: tests and
 * simulations call its routes. `listener.ts` puts it on one.
 *
 * Invariants: nothing is answered before it is stored; every call carries the token of one of the Systems; what does not
 * fit the contract is refused with the reason and changes nothing; every refusal is a problem, and none tells anything
 * of our inside.
 */
import { Hono, type Context } from 'hono';
import { methodNotAllowed } from 'hono/method-not-allowed';
import type { EndpointOptions, EndpointSystem } from '../../contract/endpoint/options.ts';
import type { EndpointCalls, EndpointCheck } from '../../contract/endpoint/seen.ts';
import type { Log } from '../../runtime/log.ts';
import type { Surroundings } from '../../runtime/surroundings.ts';
import type { Call } from '../http.ts';
import { comeAgain, problem } from '../problem.ts';
import * as guards from './guards.ts';
import { NotNow, type EndpointHandlers } from './handlers.ts';
import { selfTest } from './self-test.ts';
import { taskRoutes } from './task-routes.ts';

export interface EndpointSetting {
  systems: readonly EndpointSystem[];
  options: EndpointOptions;
  handlers: EndpointHandlers;
  surroundings: Surroundings;
  log: Log;
}

export interface EndpointApp {
  routes: Hono<guards.EndpointEnv>;
  options: EndpointOptions;
  surroundings: Surroundings;
  /** Takes calls from now on; until then, and from `stop` on, they are answered 503. */
  open(): void;
  stop(): void;
  /** Who called last. */
  calls(): EndpointCalls;
  /** Whether `publicUrl`, called by `call`, leads here. The endpoint has to be on its socket. */
  check(publicUrl: string, call: Call): Promise<EndpointCheck>;
}

/** The caller has gone before its call was read: nobody is there to answer, and nothing of ours is wrong. */
const hasLeft = (context: Context<guards.EndpointEnv>) => Boolean(context.env?.incoming?.errored);

/** Makes the endpoint; it is not open yet. */
export function endpointApp({ systems, options, handlers, surroundings, log }: EndpointSetting): EndpointApp {
  let state: guards.EndpointState = 'starting';
  const calls: EndpointCalls = { last: null, lastOfPlatform: null };
  const test = selfTest();

  const routes = new Hono<guards.EndpointEnv>();
  routes.use(
    guards.identified(options),
    guards.answeringSelfTest(test),
    guards.noted((call) => {
      calls.last = call;
      if (call.systemId !== null) calls.lastOfPlatform = call;
    }, surroundings),
    guards.allowed(options, log),
    guards.open(() => state),
    guards.paced(options, surroundings),
    guards.authenticated(systems, options, surroundings, log),
    guards.atOnce(options),
    methodNotAllowed({
      app: routes,
      onMethodNotAllowed: (context, methods) => {
        context.header('allow', methods.join(', '));
        return problem(context, 405, { title: `Only ${methods.join(' or ')} here` });
      },
    }),
  );
  taskRoutes(routes, handlers);

  routes.notFound((context) => problem(context, 404, { title: 'There is no such route' }));
  routes.onError((thrown, context) => {
    const { path } = context.req;
    if (hasLeft(context)) log.info({ path }, 'a caller left before its call was read');
    else if (thrown instanceof NotNow) log.info({ path }, thrown.message);
    else log.error({ err: thrown, path }, 'the endpoint could not answer');
    return comeAgain(context, 503, guards.laterSeconds, 'Not available just now');
  });

  return {
    routes,
    options,
    surroundings,
    open() {
      if (state === 'starting') state = 'open';
    },
    stop() {
      state = 'stopping';
    },
    calls: () => ({ ...calls }),
    check: (publicUrl, call) => test.check(publicUrl, call),
  };
}
