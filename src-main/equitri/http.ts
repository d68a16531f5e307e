/** One HTTP call, with every way it can fail told apart (contract section 6). */
import { networkInterfaces } from 'node:os';
import { request, type Dispatcher } from 'undici';
import type { Trouble } from '../contract/trouble.ts';
import { isOnNetwork, type NetworkInterfaces } from '../runtime/network-interfaces.ts';
import type { Surroundings } from '../runtime/surroundings.ts';
import { isPage, retryAfterMs, troubleOf, type RawAnswer } from './answer.ts';
import { BodyTooLarge, troubleOfFailure, type TimeLimits } from './call-failure.ts';
import { connections, type ConnectionOptions } from './connections.ts';

export interface CallRequest {
  method: 'GET' | 'POST';
  url: string;
  headers: Record<string, string>;
  body?: string;
  /** The answer is a content of at most so many bytes, not JSON. */
  mostBytes?: number;
}

export type CallResult =
  | {
      kind: 'answer';
      status: number;
      json: unknown;
      etag: string | null;
      /** When a content was asked for; one byte over `mostBytes` when it is larger than that. */
      bytes?: Uint8Array;
    }
  | { kind: 'trouble'; trouble: Trouble; retryAfterMs: number | null };

/** Makes a call; never throws. A simulation hands in its own. */
export type Call = (request: CallRequest) => Promise<CallResult>;

export interface HttpCalls {
  call: Call;
  /** Ends the connections that are kept open. */
  close(): Promise<void>;
}

export interface HttpOptions extends ConnectionOptions {
  /** The limits of a real platform unless said. */
  limits?: TimeLimits;
  /** The network interfaces of this machine. */
  interfaces?: () => NetworkInterfaces;
}

/** No document comes near this; an answer that is larger is no answer of the platform. */
const largestBody = 16 * 1024 * 1024;
const usualLimits: TimeLimits = { connectMs: 10_000, answerMs: 30_000 };

/** What an answer to a call of `url` comes to: what was asked for, or a trouble. `now` is in milliseconds since the epoch. */
export function resultOf(raw: RawAnswer, now: number, url: string): CallResult {
  const { status, headers, body } = raw;
  const good = (status >= 200 && status < 300) || status === 304;
  if (!good) {
    return { kind: 'trouble', trouble: troubleOf(raw, url), retryAfterMs: retryAfterMs(headers, now) };
  }
  const etag = typeof headers['etag'] === 'string' ? headers['etag'] : null;
  if (body === '') return { kind: 'answer', status, json: null, etag };
  try {
    return { kind: 'answer', status, json: JSON.parse(body) as unknown, etag };
  } catch {
    const trouble: Trouble = isPage(raw)
      ? { kind: 'captivePortal', address: null }
      : { kind: 'answerInvalid', what: 'body' };
    return { kind: 'trouble', trouble, retryAfterMs: null };
  }
}

/** A content; of one that is too large only as much as shows that it is. */
async function readContent(body: Dispatcher.ResponseData['body'], mostBytes: number): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of body as AsyncIterable<Buffer>) {
    parts.push(part);
    size += part.length;
    if (size > mostBytes) break; // which ends the connection
  }
  return Buffer.concat(parts).subarray(0, mostBytes + 1);
}

async function readBody(body: Dispatcher.ResponseData['body']): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of body as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > largestBody) throw new BodyTooLarge();
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** HTTP calls over kept connections; redirects are not followed. Throws INPUT_INVALID for a certificate that is none. */
export function httpCalls(surroundings: Surroundings, options: HttpOptions = {}): HttpCalls {
  const { limits = usualLimits, interfaces = networkInterfaces } = options;
  const kept = connections(options, limits);

  async function answerTo({ method, url, headers, body, mostBytes }: CallRequest): Promise<CallResult> {
    const dispatcher = kept.to(url);
    const response = await request(url, { method, headers, body: body ?? null, dispatcher });
    const { statusCode: status } = response;
    // A page in the place of a content is not the content.
    const isContent = status === 200 && !isPage({ headers: response.headers, body: '' });
    if (mostBytes !== undefined && isContent) {
      const bytes = await readContent(response.body, mostBytes);
      return { kind: 'answer', status, json: null, etag: null, bytes };
    }
    const raw = { status, headers: response.headers, body: await readBody(response.body) };
    return resultOf(raw, surroundings.now(), url);
  }

  return {
    async call(asked) {
      try {
        return await answerTo(asked);
      } catch (thrown) {
        const failed = { url: asked.url, onNetwork: isOnNetwork(interfaces()), limits };
        return { kind: 'trouble', trouble: troubleOfFailure(thrown, failed), retryAfterMs: null };
      }
    },
    close: () => kept.close(),
  };
}
