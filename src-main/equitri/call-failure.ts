/** What it means that a call got no answer (contract section 6, first row): the words of Node, undici and TLS. */
import { errors } from 'undici';
import type { TlsFault, Trouble } from '../contract/trouble.ts';
import { isLoopback } from '../runtime/network-interfaces.ts';

/** How long a call may take, in milliseconds. */
export interface TimeLimits {
  /** Until there is a connection, its encryption included. */
  connectMs: number;
  /** From the request to the answer, and from one part of the answer to the next. */
  answerMs: number;
}

/** The proxy did not do its part; what went wrong is `cause`, or what it answered is `status`. */
export class ProxyFailure extends Error {
  override name = 'ProxyFailure';
  readonly code = 'PROXY_FAILURE';
  readonly proxy: string;
  readonly status: number | null;

  constructor(proxy: string, status: number | null, cause: unknown = null) {
    super(`the proxy ${proxy} failed`, { cause });
    this.proxy = proxy;
    this.status = status;
  }
}

/** The body was larger than anything the contract has. */
export class BodyTooLarge extends Error {
  override name = 'BODY_TOO_LARGE';
}

/** How many bytes had come over a connection when it failed, for errors that do not say so themselves. */
const readBefore = new WeakMap<Error, number>();

/** Notes for `error` what its connection had brought so far. */
export function noteRead(error: Error, bytes: number): void {
  readBefore.set(error, bytes);
}

/** What the call was, as far as it matters to what its failure means. */
export interface FailedCall {
  url: string;
  /** Whether this machine was on any network. */
  onNetwork: boolean;
  limits: TimeLimits;
}

const noNetworkCodes = ['ENETUNREACH', 'ENETDOWN', 'EADDRNOTAVAIL'];
const noRouteCodes = ['EHOSTUNREACH', 'EHOSTDOWN', 'EHOSTNOTFOUND'];
const resetCodes = ['ECONNRESET', 'ECONNABORTED', 'EPIPE', 'UND_ERR_SOCKET'];
const unreadableCodes = [
  'BODY_TOO_LARGE',
  'UND_ERR_HEADERS_OVERFLOW',
  'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
  'UND_ERR_RES_EXCEEDED_MAX_SIZE',
];

const tlsFaults: Readonly<Record<string, TlsFault>> = {
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'notYetValid',
  CERT_REVOKED: 'revoked',
  ERR_TLS_CERT_ALTNAME_INVALID: 'wrongName',
  HOSTNAME_MISMATCH: 'wrongName',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'unknownIssuer',
  SELF_SIGNED_CERT_IN_CHAIN: 'unknownIssuer',
  UNABLE_TO_GET_ISSUER_CERT: 'unknownIssuer',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'unknownIssuer',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'unknownIssuer',
  CERT_UNTRUSTED: 'unknownIssuer',
};

/** With several addresses each has failed in its own way: the one that got furthest tells most. */
const furthestFirst = ['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', ...noRouteCodes, ...noNetworkCodes];

function mostTelling(thrown: unknown): unknown {
  if (!(thrown instanceof AggregateError)) return thrown;
  const all = thrown.errors as unknown[];
  const rank = (one: unknown) => (furthestFirst.indexOf(codeOf(one)) + 99) % 99;
  return [...all].sort((one, other) => rank(one) - rank(other))[0] ?? thrown;
}

function codeOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  return (thrown as NodeJS.ErrnoException).code ?? thrown.name;
}

/** Whether the connection was there, and was closed before a byte of an answer came over it. */
function wasCut(error: unknown): boolean {
  if (error instanceof errors.SocketError) return error.socket?.bytesRead === 0;
  if (!(error instanceof Error)) return false;
  if (readBefore.has(error)) return readBefore.get(error) === 0;
  // Node's own words for a connection that was closed in the middle of the TLS handshake have no system call.
  return codeOf(error) === 'ECONNRESET' && (error as NodeJS.ErrnoException).syscall === undefined;
}

function timeout(code: string, error: unknown, { connectMs, answerMs }: TimeLimits): Trouble | null {
  if (code === 'UND_ERR_CONNECT_TIMEOUT') {
    return { kind: 'timedOut', waitingFor: 'connection', limitMs: connectMs };
  }
  if (code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT') {
    return { kind: 'timedOut', waitingFor: 'answer', limitMs: answerMs };
  }
  if (code !== 'ETIMEDOUT') return null;
  const connecting = (error as NodeJS.ErrnoException).syscall === 'connect';
  return { kind: 'timedOut', waitingFor: connecting ? 'connection' : 'answer', limitMs: null };
}

function tlsTrouble(cause: string, host: string): Trouble | null {
  const why = tlsFaults[cause];
  if (why !== undefined) return { kind: 'tlsFailed', why, host, cause };
  const other = /^(ERR_SSL_|ERR_TLS_|CERT_|EPROTO$|UND_ERR_PRX_TLS$|CRL_)/.test(cause);
  return other ? { kind: 'tlsFailed', why: 'protocol', host, cause } : null;
}

function proxyTrouble({ proxy, status, cause }: ProxyFailure): Trouble {
  if (status === null) {
    const code = codeOf(mostTelling(cause));
    return { kind: 'proxyFailed', why: 'unreachable', proxy, status, cause: code };
  }
  const why = status === 407 ? 'credentials' : status >= 500 ? 'noWay' : 'denied';
  return { kind: 'proxyFailed', why, proxy, status, cause: null };
}

/** The trouble of a call that threw. */
export function troubleOfFailure(thrown: unknown, { url, onNetwork, limits }: FailedCall): Trouble {
  const error = mostTelling(thrown);
  const cause = codeOf(error);
  const { hostname } = new URL(url);
  const offline = noNetworkCodes.includes(cause) || (!onNetwork && !isLoopback(hostname));
  const answered = error instanceof ProxyFailure && error.status !== null;
  if (offline && !answered) return { kind: 'noNetwork', cause };
  if (error instanceof ProxyFailure) return proxyTrouble(error);
  if (cause === 'ENOTFOUND' || cause.startsWith('EAI_')) {
    return { kind: 'nameNotResolved', host: hostname, cause };
  }
  if (cause === 'ECONNREFUSED') return { kind: 'notConnected', why: 'refused', cause };
  if (noRouteCodes.includes(cause)) return { kind: 'notConnected', why: 'noRoute', cause };
  if (resetCodes.includes(cause)) {
    return wasCut(error) ? { kind: 'cut', cause } : { kind: 'notConnected', why: 'reset', cause };
  }
  if (unreadableCodes.includes(cause) || error instanceof errors.HTTPParserError) {
    return { kind: 'answerInvalid', what: cause };
  }
  return timeout(cause, error, limits) ?? tlsTrouble(cause, hostname) ?? { kind: 'unreachable', cause };
}
