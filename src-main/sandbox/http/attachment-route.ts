/** Contents of attachments to Systems that may see the task (contract section 3). */
import type { Env, Hono } from 'hono';
import type { Api } from '../../contract/document/values.ts';
import { contentAnswer } from '../../equitri/content-answer.ts';
import { problem } from '../../equitri/problem.ts';
import { headerNames, patterns } from '../../equitri/routes.ts';
import type { Platform } from '../platform/platform.ts';

/** Adds the route; whoever calls was authorized before, so the System of its header is known. */
export function attachmentRoute<AppEnv extends Env>(app: Hono<AppEnv>, api: Api, platform: Platform): void {
  app.get(patterns.attachment(api), async (context) => {
    const systemId = context.req.header(headerNames.systemId) ?? '';
    const content = await platform.attachment(api, systemId, context.req.param('attachmentId') ?? '');
    if (!content) return problem(context, 404, { title: 'There is no such attachment for this System' });
    return contentAnswer(context, content);
  });
}
