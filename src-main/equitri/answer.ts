/** What an answer of the platform means (contract section 6): each row of the table is one branch here. */
import type { Trouble, TroubleKind } from '../contract/trouble.ts';
import { ipNotWhitelisted, Problem } from './messages.ts';

/** An answer as it came in, whoever sent it: the platform or a gateway in front of it. */
export interface RawAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

function header(headers: RawAnswer['headers'], name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** Members of RFC 9457 and ours: JSON with none of them is the own way of some gateway to say no. */
const problemMembers = ['type', 'title', 'status', 'detail', 'code'] as const;

/** The problem body, or null when it is none: a gateway answers with HTML, plain text, JSON of its own or nothing. */
export function problemOf(body: string): Problem | null {
  try {
    const parsed = Problem.safeParse(JSON.parse(body));
    if (!parsed.success) return null;
    return problemMembers.some((member) => parsed.data[member] !== undefined) ? parsed.data : null;
  } catch {
    return null; // not JSON, so not the platform's own words
  }
}

/** Whether this is a page for people. Nothing that the contract has is one. */
export function isPage({ headers, body }: Pick<RawAnswer, 'headers' | 'body'>): boolean {
  return (
    /^\s*(text\/html|application\/xhtml\+xml)\b/i.test(header(headers, 'content-type') ?? '') ||
    /^\s*<(!doctype html|html|head|body|meta|script)\b/i.test(body)
  );
}

function forbidden(body: string): Trouble {
  const problem = problemOf(body);
  if (problem === null) {
    return { kind: 'notWhitelisted', clientIp: null, told: body.trim() === '' ? 'empty' : 'page' };
  }
  const { code = null, clientIp = null } = problem;
  return code === ipNotWhitelisted
    ? { kind: 'notWhitelisted', clientIp, told: 'problem' }
    : { kind: 'notPermitted', code };
}

/** The platform redirects nobody; whoever sends us to another host stands between. */
function redirected({ status, headers }: RawAnswer, url: string): Trouble {
  const location = header(headers, 'location');
  if (location !== undefined && URL.canParse(location, url)) {
    const { hostname, origin } = new URL(location, url);
    if (hostname !== new URL(url).hostname) return { kind: 'captivePortal', address: origin };
  }
  return { kind: 'answerInvalid', what: `HTTP ${status}` };
}

/** The trouble that an answer to a call of `url` outside 2xx (and 304) stands for. */
export function troubleOf(raw: RawAnswer, url: string): Trouble {
  const { status, body } = raw;
  if (status >= 300 && status < 400) return redirected(raw, url);
  if (status === 401) return { kind: 'tokenRefused', why: 'token' };
  if (status === 403) return forbidden(body);
  if (status === 404 || status === 410) return { kind: 'notVisible' };
  // RFC 9110, 15.5.8 and 15.5.9: a proxy on the way, and a gateway that waited long enough.
  if (status === 407) return { kind: 'proxyFailed', why: 'credentials', proxy: null, status, cause: null };
  if (status === 408) return { kind: 'timedOut', waitingFor: 'answer', limitMs: null };
  if (status === 429) return { kind: 'tooFast' };
  if (status >= 502 && status <= 504) return { kind: 'platformDown', status };
  // RFC 6585, 6: this network wants a sign-in first.
  if (status === 511) return { kind: 'captivePortal', address: null };
  if (status >= 500) return { kind: 'platformFault', status };
  if (status >= 400) {
    const problem = problemOf(body);
    return { kind: 'refused', status, title: problem?.detail ?? problem?.title ?? null };
  }
  return { kind: 'answerInvalid', what: `HTTP ${status}` };
}

/**
 * The wait that `Retry-After` asks for, in milliseconds from `now`, or null when it asks for none: seconds or an
 * HTTP date (RFC 9110, 10.2.3).
 */
export function retryAfterMs(headers: RawAnswer['headers'], now: number): number | null {
  const value = header(headers, 'retry-after');
  if (value === undefined) return null;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}

/** Whom a trouble is about: nobody who answers, everything we ask of this environment, or one task. */
const hits: Readonly<Record<TroubleKind, 'way' | 'environment' | 'task'>> = {
  noNetwork: 'way',
  nameNotResolved: 'way',
  notConnected: 'way',
  cut: 'way',
  tlsFailed: 'way',
  timedOut: 'way',
  captivePortal: 'way',
  proxyFailed: 'way',
  unreachable: 'way',
  tokenRefused: 'environment',
  notWhitelisted: 'environment',
  platformDown: 'environment',
  platformFault: 'environment',
  tooFast: 'environment',
  answerInvalid: 'environment',
  storeFailed: 'environment',
  notPermitted: 'task',
  notVisible: 'task',
  refused: 'task',
};

/** True for troubles that hit every call to this environment, not just one task. */
export function blocksEnvironment(trouble: Trouble): boolean {
  return hits[trouble.kind] !== 'task';
}

/** True when whoever was called has not answered. */
export function isAway(trouble: Trouble): boolean {
  return hits[trouble.kind] === 'way';
}
