/** What an answer of the platform means (contract section 6): each row of the table is one branch here. */
import type { Trouble } from '../contract/sync-status.ts';
import { ipNotWhitelisted, Problem } from './messages.ts';

/** An answer as it came in, whoever sent it: the platform or a gateway in front of it. */
export interface RawAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** The problem body, or null when it is none: a gateway answers with HTML, plain text or nothing. */
export function problemOf(body: string): Problem | null {
  try {
    const parsed = Problem.safeParse(JSON.parse(body));
    return parsed.success ? parsed.data : null;
  } catch {
    return null; // not JSON, so not the platform's own words
  }
}

/** The trouble an answer outside 2xx (and 304) stands for. */
export function troubleOf({ status, body }: RawAnswer): Trouble {
  const problem = problemOf(body);
  if (status === 401) return { kind: 'tokenRefused' };
  if (status === 403) {
    const code = problem?.code ?? null;
    return problem === null || code === ipNotWhitelisted
      ? { kind: 'notWhitelisted', clientIp: problem?.clientIp ?? null }
      : { kind: 'notPermitted', code };
  }
  if (status === 404 || status === 410) return { kind: 'notVisible' };
  if (status === 429) return { kind: 'tooFast' };
  if (status >= 502 && status <= 504) return { kind: 'unreachable', cause: `HTTP ${status}` };
  if (status >= 500) return { kind: 'platformFault', status };
  if (status >= 400) return { kind: 'refused', status, title: problem?.detail ?? problem?.title ?? null };
  // A redirect of a captive portal, or another answer the contract does not have.
  return { kind: 'unreachable', cause: `HTTP ${status}` };
}

/**
 * The wait that `Retry-After` asks for, in milliseconds from `now`, or null when it asks for none: seconds or an
 * HTTP date (RFC 9110, 10.2.3).
 */
export function retryAfterMs(headers: RawAnswer['headers'], now: number): number | null {
  const header = headers['retry-after'];
  const value = Array.isArray(header) ? header[0] : header;
  if (value === undefined) return null;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}

/** True for troubles that hit every call to this environment, not just one task. */
export function blocksEnvironment(trouble: Trouble): boolean {
  return [
    'unreachable',
    'tokenRefused',
    'notWhitelisted',
    'tooFast',
    'platformFault',
    'answerInvalid',
  ].includes(trouble.kind);
}
