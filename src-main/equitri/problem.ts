/** Answers outside 2xx as `application/problem+json` (RFC 9457, contract section 6): the same at both sides. */
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { problemType, type SyncError } from './messages.ts';

export interface ProblemContent {
  title: string;
  detail?: string;
  code?: string;
  clientIp?: string;
  errors?: SyncError[];
}

/** The body of a problem. */
export function problemBody(status: number, content: ProblemContent): string {
  return JSON.stringify({ type: 'about:blank', status, ...content });
}

/** A problem answer. Nothing of our inside gets into it: only what the caller can act upon. */
export function problem(context: Context, status: ContentfulStatusCode, content: ProblemContent): Response {
  return context.body(problemBody(status, content), status, { 'content-type': problemType });
}

/** A problem for which the caller may come again, in so many seconds. */
export function comeAgain(context: Context, status: 429 | 503, seconds: number, title: string): Response {
  context.header('retry-after', String(seconds));
  return problem(context, status, { title });
}
