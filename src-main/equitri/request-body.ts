/** Reading bodies strictly (contract section 6): 413 over 1 MiB, 415 not JSON, 422 off the schema. */
import type { Context } from 'hono';
import type { z } from 'zod';
import { issuesOf } from '../contract/errors.ts';
import { syncCodes, type SyncError } from './messages.ts';
import { problem } from './problem.ts';

const largestBody = 1024 * 1024;
/** What is too much is dropped up to here, since to close on somebody who still sends takes the answer away too. */
const mostDropped = 8 * largestBody;

/**
 * The body as text, or null when it is larger than 1 MiB: at once when it says so itself, else as soon as it shows.
 */
export async function limitedText(context: Context): Promise<string | null> {
  if (Number(context.req.header('content-length') ?? 0) > largestBody) return null;
  const reader = (context.req.raw.body as ReadableStream<Uint8Array> | null)?.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  // Not a loop over the stream: to leave that early ends the connection, and the answer with it.
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    size += read.value.length;
    if (size <= largestBody) parts.push(read.value);
    if (size > mostDropped) break;
  }
  return size > largestBody ? null : Buffer.concat(parts).toString('utf8');
}

/** 413: the body is over the limit. */
export function tooLarge(context: Context): Response {
  return problem(context, 413, { title: 'The body is larger than 1 MiB' });
}

/** The media type of a request without its parameters, in lower case. */
export function mediaType(context: Context): string {
  return (context.req.header('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

/** 422 with the fields in question. */
export function unprocessable(context: Context, title: string, errors: SyncError[]): Response {
  return problem(context, 422, { title, errors });
}

/** The body as the schema says, or the answer that refuses it. */
export async function bodyOf<Schema extends z.ZodType>(
  context: Context,
  schema: Schema,
): Promise<{ body: z.output<Schema> } | { refusal: Response }> {
  if (mediaType(context) !== 'application/json') {
    return { refusal: problem(context, 415, { title: 'The body must be application/json' }) };
  }
  const text = await limitedText(context);
  if (text === null) return { refusal: tooLarge(context) };
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { refusal: unprocessable(context, 'The body is not JSON', []) };
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return { body: parsed.data };
  const errors = issuesOf(parsed.error).map(({ path, message }) => ({
    code: syncCodes.validationFailed,
    field: path,
    message,
  }));
  return { refusal: unprocessable(context, 'The body does not fit the schema', errors) };
}

/** A pointer into the body, what it says there, and what the headers of the call say. */
export type Agreement = readonly [field: string, said: string, wanted: string | undefined];

/** The answer to a body that says something else than the headers of its call, or null when they agree. */
export function disagreement(context: Context, agreements: readonly Agreement[]): Response | null {
  const errors = agreements
    .filter(([, said, wanted]) => said !== wanted)
    .map(([field]) => ({ code: syncCodes.validationFailed, field, message: 'is not what the header says' }));
  return errors.length > 0 ? unprocessable(context, 'Body and headers disagree', errors) : null;
}
