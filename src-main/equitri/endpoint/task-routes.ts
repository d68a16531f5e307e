/** The routes of the endpoint (contract section 3, column "At the System"). */
import { createHash } from 'node:crypto';
import type { Context, Hono } from 'hono';
import { etag } from 'hono/etag';
import { Api } from '../../contract/document/values.ts';
import { contentAnswer } from '../content-answer.ts';
import { Indication, Sync } from '../messages.ts';
import { toWire } from '../names.ts';
import { problem } from '../problem.ts';
import { bodyOf, disagreement } from '../request-body.ts';
import { patterns } from '../routes.ts';
import type { EndpointEnv } from './guards.ts';
import type { CalledSystem, EndpointHandlers } from './handlers.ts';

/** Whom the call is for; no route is reached without. */
function calledOf(context: Context<EndpointEnv>): CalledSystem {
  const { called } = context.var;
  if (!called) throw new Error('a route was reached without authentication');
  return called;
}

/** A body has to name the System and cluster that the headers of its call name. */
function contradiction(context: Context<EndpointEnv>, body: Indication | Sync): Response | null {
  const called = calledOf(context);
  const { systemId, cluster } = called.inPlaceOf ?? called;
  return disagreement(context, [
    ['/systemId', body.systemId, systemId],
    ['/cluster', body.cluster, cluster],
  ]);
}

/**
 * The tag of a document as it is shown: its version alone would not do, with changes of ours in it. Made here and not
 * by the middleware, whose digest comes from a thread: a simulation has to take the same turns each time.
 */
function tagOf(wire: object): string {
  return `"${createHash('sha256').update(JSON.stringify(wire)).digest('base64url')}"`;
}

/** Adds the four routes of each API; what they answer is stored by then. */
export function taskRoutes(app: Hono<EndpointEnv>, handlers: EndpointHandlers): void {
  for (const api of Api.options) {
    app.post(patterns.indication(api), async (context) => {
      const read = await bodyOf(context, Indication);
      if ('refusal' in read) return read.refusal;
      const refusal = contradiction(context, read.body);
      if (refusal) return refusal;
      await handlers.indicated(api, read.body, calledOf(context));
      return context.json({ indicationId: read.body.indicationId }, 202);
    });
    app.get(patterns.fetch(api), etag(), async (context) => {
      const document = await handlers.shown(api, context.req.param('taskId') ?? '', calledOf(context));
      if (!document) return problem(context, 404, { title: 'This task is not known here' });
      const wire = toWire(document) as object;
      context.header('etag', tagOf(wire));
      return context.json(wire);
    });
    app.get(patterns.attachment(api), async (context) => {
      const attachmentId = context.req.param('attachmentId') ?? '';
      const content = await handlers.attached(api, attachmentId, calledOf(context));
      if (!content) return problem(context, 404, { title: 'This attachment is not known here' });
      return contentAnswer(context, content);
    });
    app.post(patterns.sync(api), async (context) => {
      const read = await bodyOf(context, Sync);
      if ('refusal' in read) return read.refusal;
      const refusal = contradiction(context, read.body);
      if (refusal) return refusal;
      const known = await handlers.synced(api, read.body, calledOf(context));
      return known
        ? context.body(null, 204)
        : problem(context, 404, { title: 'This exchange is not known here' });
    });
  }
}
