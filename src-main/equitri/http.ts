/** One HTTP call, with every way it can fail told apart (contract section 6). */
import { Agent, errors, request, type Dispatcher } from 'undici';
import type { Trouble } from '../contract/sync-status.ts';
import type { Surroundings } from '../runtime/surroundings.ts';
import { retryAfterMs, troubleOf, type RawAnswer } from './answer.ts';

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

/** No document comes near this; an answer that is larger is no answer of the platform. */
const largestBody = 16 * 1024 * 1024;

/** Milliseconds a call may take to connect, and to answer. */
export interface CallLimits {
  connectMs: number;
  answerMs: number;
}
const usualLimits: CallLimits = { connectMs: 10_000, answerMs: 30_000 };

/** The word by which the cause of an unanswered call is known: ECONNREFUSED, ENOTFOUND, a TLS code, a timeout. */
function causeOf(thrown: unknown): string {
  if (thrown instanceof errors.UndiciError) return thrown.code;
  if (thrown instanceof Error) return (thrown as NodeJS.ErrnoException).code ?? thrown.name;
  return String(thrown);
}

/** What an answer comes to: what the caller asked for, or a trouble. `now` is in milliseconds since the epoch. */
export function resultOf(raw: RawAnswer, now: number): CallResult {
  const { status, headers, body } = raw;
  const good = (status >= 200 && status < 300) || status === 304;
  if (!good) {
    return { kind: 'trouble', trouble: troubleOf(raw), retryAfterMs: retryAfterMs(headers, now) };
  }
  const etag = typeof headers['etag'] === 'string' ? headers['etag'] : null;
  if (body === '') return { kind: 'answer', status, json: null, etag };
  try {
    return { kind: 'answer', status, json: JSON.parse(body) as unknown, etag };
  } catch {
    // 200 with a page in it: a captive portal or a gateway stands between.
    return { kind: 'trouble', trouble: { kind: 'answerInvalid', what: 'body' }, retryAfterMs: null };
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
    if (size > largestBody) throw new Error('BODY_TOO_LARGE');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** HTTP calls over kept connections; redirects are not followed. */
export function httpCalls(surroundings: Surroundings, limits = usualLimits): HttpCalls {
  const { connectMs, answerMs } = limits;
  // As many connections as there are calls: how many those are is for who calls to say. Else slow ones would hold up others.
  const agent = new Agent({
    connect: { timeout: connectMs },
    headersTimeout: answerMs,
    bodyTimeout: answerMs,
  });
  return {
    async call({ method, url, headers, body, mostBytes }) {
      try {
        const response = await request(url, { method, headers, body: body ?? null, dispatcher: agent });
        if (mostBytes !== undefined && response.statusCode === 200) {
          const bytes = await readContent(response.body, mostBytes);
          return { kind: 'answer', status: 200, json: null, etag: null, bytes };
        }
        const text = await readBody(response.body);
        const raw = { status: response.statusCode, headers: response.headers, body: text };
        return resultOf(raw, surroundings.now());
      } catch (thrown) {
        return {
          kind: 'trouble',
          trouble: { kind: 'unreachable', cause: causeOf(thrown) },
          retryAfterMs: null,
        };
      }
    },
    close: () => agent.destroy(),
  };
}
