/** What the network, a gateway or the platform as a whole does to every call, whatever it asks (contract section 6). */
import type { HttpBindings } from '@hono/node-server';
import type { Context, MiddlewareHandler } from 'hono';
import type { SandboxNetwork } from '../../contract/sandbox.ts';
import { ipNotWhitelisted } from '../../equitri/messages.ts';
import { problem } from '../../equitri/problem.ts';
import type { Surroundings } from '../../runtime/surroundings.ts';
import type { Platform } from '../platform/platform.ts';
import { tokenPath } from './token-endpoint.ts';

/** Without a socket there is no `incoming`. */
interface SocketEnv {
  Bindings: Partial<HttpBindings>;
}

/** Seconds; long enough to see in the window that it is obeyed. */
const retryAfter = '20';
const signInPage = 'http://sign-in.example/';

type Answer = (context: Context<SocketEnv>) => Response | null;

/** The conditions that answer themselves; null lets the call through. */
const answers: Readonly<Partial<Record<SandboxNetwork, Answer>>> = {
  portal: (context) => context.redirect(signInPage),
  notWhitelisted(context) {
    const clientIp = context.env?.incoming?.socket.remoteAddress;
    const title = 'This address is not whitelisted for this environment';
    return problem(context, 403, { title, code: ipNotWhitelisted, ...(clientIp ? { clientIp } : {}) });
  },
  refusedByPage: (context) => context.html('<html><body><h1>403 Forbidden</h1></body></html>', 403),
  refusedEmpty: (context) => context.body(null, 403),
  down(context) {
    context.header('retry-after', retryAfter);
    return problem(context, 503, { title: 'Down for maintenance' });
  },
  fault: (context) => problem(context, 500, { title: 'Something broke' }),
  tooFast(context) {
    context.header('retry-after', retryAfter);
    return problem(context, 429, { title: 'Too many calls' });
  },
  tokenRefused(context) {
    if (context.req.path === tokenPath) return null;
    context.header('www-authenticate', 'Bearer error="invalid_token"');
    return problem(context, 401, { title: 'The access token is missing, wrong or expired' });
  },
};

/** Calls that nobody answers while it is silent; they are answered when it ends. */
function silence(platform: Platform): () => Promise<void> {
  const held: (() => void)[] = [];
  platform.onConditions(({ network }) => {
    if (network !== 'silent') for (const goOn of held.splice(0)) goOn();
  });
  return () => new Promise((goOn) => held.push(goOn));
}

/** Does to each call what the conditions say. */
export function underConditions(
  platform: Platform,
  surroundings: Surroundings,
): MiddlewareHandler<SocketEnv> {
  const untilItEnds = silence(platform);
  return async (context, next) => {
    if (platform.conditions().network === 'silent') await untilItEnds();
    const answer = answers[platform.conditions().network]?.(context) ?? null;
    if (answer !== null) return answer;
    await next();
    const { network, slowMs } = platform.conditions();
    if (network === 'slow') await new Promise<void>((resolve) => surroundings.after(slowMs, resolve));
    return undefined;
  };
}
