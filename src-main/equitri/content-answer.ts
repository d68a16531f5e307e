/** The answer that is the content of an attachment (contract section 3): the same at both sides. */
import type { Context } from 'hono';

/** A content with its media type. */
export interface ServedContent {
  mimeType: string;
  bytes: Uint8Array;
}

/** 200 with the bytes. Whoever gets it is told to take the type as it is said. */
export function contentAnswer(context: Context, { mimeType, bytes }: ServedContent): Response {
  return context.body(new Uint8Array(bytes), 200, {
    'content-type': mimeType,
    'x-content-type-options': 'nosniff',
  });
}
