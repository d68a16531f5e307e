/** Reading bodies strictly (contract section 6): 413 over 1 MiB, 415 not JSON, 422 off the schema. */
import type { Context } from 'hono';
import type { z } from 'zod';
import { issuesOf } from '../contract/errors.ts';
import { syncCodes, type SyncError } from './messages.ts';
import { problem } from './problem.ts';

const largestBody = 1024 * 1024;

/**
 * The body as text, or null when it is larger than 1 MiB. What is too much is read all the same and dropped: to close
 * on somebody who is still sending takes the answer away with the connection.
 */
export async function limitedText(context: Context): Promise<string | null> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of (context.req.raw.body ?? []) as AsyncIterable<Uint8Array>) {
    size += part.length;
    if (size <= largestBody) parts.push(part);
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
