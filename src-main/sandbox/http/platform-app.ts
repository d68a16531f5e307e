/**
 * The platform's HTTP side (contract section 3, column "At the platform"), without a socket: tests call `fetch`.
 *
 * Strict on purpose. Checks go from outside in, as gateway, authorization and application would make them:
 * whitelist, rate, token, headers, System, body, task.
 */
import type { HttpBindings } from '@hono/node-server';
import { Hono, type Context, type MiddlewareHandler } from 'hono';
import { Api } from '../../contract/document/values.ts';
import { Indication, Sync } from '../../equitri/messages.ts';
import { toWire } from '../../equitri/names.ts';
import { comeAgain, problem } from '../../equitri/problem.ts';
import { headerNames, patterns } from '../../equitri/routes.ts';
import type { Log } from '../../runtime/log.ts';
import type { Surroundings } from '../../runtime/surroundings.ts';
import type { KnownSystem } from '../platform/entries.ts';
import type { Platform } from '../platform/platform.ts';
import type { AccessTokens } from './access-tokens.ts';
import { bodyOf, disagreement } from '../../equitri/request-body.ts';
import { tokenBucket } from '../../equitri/token-bucket.ts';
import { bearerOf } from '../../equitri/bearer.ts';
import { attachmentRoute } from './attachment-route.ts';
import { underConditions } from './conditions.ts';
import { tokenEndpoint, tokenPath, type TokenClient } from './token-endpoint.ts';

/** Without a socket there is no `incoming`. */
interface PlatformEnv {
  Bindings: Partial<HttpBindings>;
  Variables: { system: KnownSystem };
}

export interface PlatformAppOptions {
  platform: Platform;
  client: TokenClient;
  tokens: AccessTokens;
  callsPerSecond: number;
  surroundings: Surroundings;
  log: Log;
}

function underRateLimit(callsPerSecond: number, surroundings: Surroundings): MiddlewareHandler<PlatformEnv> {
  const bucket = tokenBucket({ perSecond: callsPerSecond, burst: callsPerSecond }, surroundings);
  return async (context, next) => {
    const comeBackIn = bucket.take();
    if (comeBackIn === null) return next();
    return comeAgain(context, 429, comeBackIn, 'Too many calls');
  };
}

/** Token, headers and System of a call; the System goes on with it. */
function authorized({ platform, tokens }: PlatformAppOptions): MiddlewareHandler<PlatformEnv> {
  return async (context, next) => {
    const token = bearerOf(context.req.header('authorization'));
    if (token === null || !tokens.isGood(token)) {
      context.header('www-authenticate', 'Bearer');
      return problem(context, 401, { title: 'The access token is missing, wrong or expired' });
    }
    const missing = Object.values(headerNames).filter((name) => !context.req.header(name));
    if (missing.length > 0) {
      return problem(context, 400, { title: 'Headers are missing', detail: missing.join(', ') });
    }
    const system = platform.system(context.req.header(headerNames.systemId) ?? '');
    if (!system) {
      return problem(context, 403, { title: 'This System is not registered', code: 'SYSTEM_UNKNOWN' });
    }
    if (context.req.header(headerNames.cluster) !== system.cluster) {
      const title = 'This System is registered for another cluster';
      return problem(context, 403, { title, code: 'CLUSTER_NOT_PERMITTED' });
    }
    context.set('system', system);
    return next();
  };
}

/** A body has to say the same as the headers of its call. */
function contradiction(context: Context<PlatformEnv>, body: Indication | Sync): Response | null {
  return disagreement(context, [
    ['/systemId', body.systemId, context.var.system.systemId],
    ['/cluster', body.cluster, context.var.system.cluster],
    ['/indicationId', body.indicationId, context.req.header(headerNames.correlationId)],
  ]);
}

const noTask = (context: Context) =>
  problem(context, 404, { title: 'There is no such task for this System' });

/** Whether `If-None-Match` names this tag (RFC 9110, 13.1.2: weak comparison). */
function isKnown(header: string | undefined, etag: string): boolean {
  const tags = (header ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes(etag) || tags.includes('*');
}

function indicationRoute(app: Hono<PlatformEnv>, api: Api, platform: Platform): void {
  app.post(patterns.indication(api), async (context) => {
    const read = await bodyOf(context, Indication);
    if ('refusal' in read) return read.refusal;
    const refusal = contradiction(context, read.body);
    if (refusal) return refusal;
    const reply = platform.indicated(api, context.var.system.systemId, read.body);
    if (reply === 'unknownTask') return noTask(context);
    if (reply === 'otherExchange') {
      const title = 'This indicationId belongs to another exchange';
      return problem(context, 409, { title, code: 'INDICATION_ID_TAKEN' });
    }
    await platform.settled();
    return context.json({ indicationId: read.body.indicationId }, 202);
  });
}

function fetchRoute(app: Hono<PlatformEnv>, api: Api, platform: Platform): void {
  app.get(patterns.fetch(api), async (context) => {
    const taskId = context.req.param('taskId') ?? '';
    const document = platform.fetched(api, context.var.system.systemId, taskId);
    if (!document) return noTask(context);
    await platform.settled();
    const etag = `"${document.version}"`;
    context.header('etag', etag);
    if (isKnown(context.req.header('if-none-match'), etag)) return context.body(null, 304);
    return context.json(toWire(document) as object);
  });
}

function syncRoute(app: Hono<PlatformEnv>, api: Api, platform: Platform): void {
  app.post(patterns.sync(api), async (context) => {
    const read = await bodyOf(context, Sync);
    if ('refusal' in read) return read.refusal;
    const refusal = contradiction(context, read.body);
    if (refusal) return refusal;
    const reply = platform.synced(api, context.var.system.systemId, read.body);
    if (reply === 'unknownExchange') {
      return problem(context, 404, { title: 'There is no such exchange', code: 'EXCHANGE_UNKNOWN' });
    }
    if (reply === 'otherTask') {
      return problem(context, 409, {
        title: 'The exchange is about another task',
        code: 'EXCHANGE_MISMATCH',
      });
    }
    if (reply === 'notFetched') {
      return problem(context, 409, { title: 'The task was never fetched', code: 'NOT_FETCHED' });
    }
    await platform.settled();
    return context.body(null, 204);
  });
}

function onlyMethod(app: Hono<PlatformEnv>, path: string, allow: string): void {
  app.all(path, (context) => {
    context.header('allow', allow);
    return problem(context, 405, { title: `Only ${allow} here` });
  });
}

/** The routes of the platform. */
export function platformApp(options: PlatformAppOptions): Hono<PlatformEnv> {
  const { platform, client, tokens, log } = options;
  const app = new Hono<PlatformEnv>();
  app.use(underConditions(platform, options.surroundings));
  app.use(underRateLimit(options.callsPerSecond, options.surroundings));
  app.post(tokenPath, tokenEndpoint(client, tokens));
  onlyMethod(app, tokenPath, 'POST');

  for (const api of Api.options) {
    for (const path of Object.values(patterns)) app.use(path(api), authorized(options));
    indicationRoute(app, api, platform);
    fetchRoute(app, api, platform);
    syncRoute(app, api, platform);
    attachmentRoute(app, api, platform);
    onlyMethod(app, patterns.indication(api), 'POST');
    onlyMethod(app, patterns.fetch(api), 'GET');
    onlyMethod(app, patterns.sync(api), 'POST');
    onlyMethod(app, patterns.attachment(api), 'GET');
  }

  app.notFound((context) => problem(context, 404, { title: 'There is no such route' }));
  app.onError((thrown, context) => {
    log.error({ err: thrown, path: context.req.path }, 'the platform could not answer');
    return problem(context, 503, { title: 'Not available just now' });
  });
  return app;
}
