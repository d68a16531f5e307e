import { describe, expect, test } from 'vitest';
import { noteRead, ProxyFailure, troubleOfFailure } from '../../../src-main/equitri/call-failure.ts';

const limits = { connectMs: 10_000, answerMs: 30_000 };
const url = 'https://api.example/x';
const coded = (code: string, syscall?: string) =>
  Object.assign(new Error(code), { code, ...(syscall === undefined ? {} : { syscall }) });
const meaning = (thrown: unknown, onNetwork = true, of = url) =>
  troubleOfFailure(thrown, { url: of, onNetwork, limits });

describe('a call that failed with', () => {
  test.each([
    ['ENETUNREACH', { kind: 'noNetwork' }],
    ['ENETDOWN', { kind: 'noNetwork' }],
    ['ENOTFOUND', { kind: 'nameNotResolved', host: 'api.example' }],
    ['EAI_AGAIN', { kind: 'nameNotResolved' }],
    ['ECONNREFUSED', { kind: 'notConnected', why: 'refused' }],
    ['EHOSTUNREACH', { kind: 'notConnected', why: 'noRoute' }],
    ['EPIPE', { kind: 'notConnected', why: 'reset' }],
    ['CERT_HAS_EXPIRED', { kind: 'tlsFailed', why: 'expired', host: 'api.example' }],
    ['CERT_NOT_YET_VALID', { kind: 'tlsFailed', why: 'notYetValid' }],
    ['CERT_REVOKED', { kind: 'tlsFailed', why: 'revoked' }],
    ['ERR_TLS_CERT_ALTNAME_INVALID', { kind: 'tlsFailed', why: 'wrongName' }],
    ['SELF_SIGNED_CERT_IN_CHAIN', { kind: 'tlsFailed', why: 'unknownIssuer' }],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', { kind: 'tlsFailed', why: 'unknownIssuer' }],
    ['CERT_SIGNATURE_FAILURE', { kind: 'tlsFailed', why: 'protocol' }],
    ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', { kind: 'tlsFailed', why: 'protocol' }],
    ['EPROTO', { kind: 'tlsFailed', why: 'protocol' }],
    ['UND_ERR_CONNECT_TIMEOUT', { kind: 'timedOut', waitingFor: 'connection', limitMs: 10_000 }],
    ['UND_ERR_HEADERS_TIMEOUT', { kind: 'timedOut', waitingFor: 'answer', limitMs: 30_000 }],
    ['UND_ERR_BODY_TIMEOUT', { kind: 'timedOut', waitingFor: 'answer', limitMs: 30_000 }],
    ['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', { kind: 'answerInvalid' }],
    ['E_NEVER_HEARD_OF', { kind: 'unreachable', cause: 'E_NEVER_HEARD_OF' }],
  ])('%s', (code, trouble) => {
    expect(meaning(coded(code))).toMatchObject(trouble);
  });

  test.each([
    ['connect', 'connection'],
    ['read', 'answer'],
  ])('ETIMEDOUT in %s waited for the %s', (syscall, waitingFor) => {
    expect(meaning(coded('ETIMEDOUT', syscall))).toEqual({ kind: 'timedOut', waitingFor, limitMs: null });
  });

  test('what is no error at all is shown as it came', () => {
    expect(meaning('thrown')).toEqual({ kind: 'unreachable', cause: 'thrown' });
  });
});

describe('a connection that was closed', () => {
  test.each([
    [0, 'cut'],
    [1, 'notConnected'],
  ])('after %i bytes is %s', (bytes, kind) => {
    const error = coded('ECONNRESET', 'read');
    noteRead(error, bytes);
    expect(meaning(error).kind).toBe(kind);
  });

  test('in the middle of the TLS handshake is cut', () => {
    expect(meaning(coded('ECONNRESET')).kind).toBe('cut');
  });
});

describe('a machine without a network', () => {
  test('is what every failure comes from, but those of this machine itself', () => {
    expect(meaning(coded('ENOTFOUND'), false)).toEqual({ kind: 'noNetwork', cause: 'ENOTFOUND' });
    expect(meaning(coded('ECONNREFUSED'), false, 'http://127.0.0.1:1/').kind).toBe('notConnected');
    expect(meaning(coded('ECONNREFUSED'), false, 'http://[::1]:1/').kind).toBe('notConnected');
    expect(meaning(new ProxyFailure('proxy.example:8080', null, coded('ENOTFOUND')), false).kind).toBe(
      'noNetwork',
    );
  });
});

test.each([
  [['ENETUNREACH', 'ECONNREFUSED'], { kind: 'notConnected', why: 'refused' }],
  [['ENETUNREACH', 'ETIMEDOUT'], { kind: 'timedOut' }],
  [['ENETUNREACH', 'ENETUNREACH'], { kind: 'noNetwork' }],
  [['E_ODD', 'EHOSTUNREACH'], { kind: 'notConnected', why: 'noRoute' }],
])('of several addresses (%s) the one that got furthest tells', (codes, trouble) => {
  expect(meaning(new AggregateError(codes.map((code) => coded(code, 'connect'))))).toMatchObject(trouble);
});

test.each([
  [407, 'credentials'],
  [403, 'denied'],
  [504, 'noWay'],
])('a proxy that answers %i: %s', (status, why) => {
  expect(meaning(new ProxyFailure('proxy.example:8080', status))).toEqual({
    kind: 'proxyFailed',
    why,
    proxy: 'proxy.example:8080',
    status,
    cause: null,
  });
});
