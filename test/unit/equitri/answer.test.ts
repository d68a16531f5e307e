import { describe, expect, test } from 'vitest';
import type { Trouble } from '../../../src-main/contract/trouble.ts';
import { blocksEnvironment, isAway, retryAfterMs, troubleOf } from '../../../src-main/equitri/answer.ts';
import { resultOf } from '../../../src-main/equitri/http.ts';

const problem = (content: object) => JSON.stringify({ title: 'x', ...content });
const url = 'https://api.example/outTask/v1/taskSync';
const meaning = (status: number, body = '', headers: Record<string, string> = {}) =>
  troubleOf({ status, headers, body }, url);

describe('an answer outside 2xx means', () => {
  test.each([
    [401, problem({}), { kind: 'tokenRefused', why: 'token' }],
    [
      403,
      problem({ code: 'IP_NOT_WHITELISTED', clientIp: '203.0.113.9' }),
      { kind: 'notWhitelisted', clientIp: '203.0.113.9', told: 'problem' },
    ],
    [403, '<html>Forbidden</html>', { kind: 'notWhitelisted', clientIp: null, told: 'page' }],
    [403, '{"message":"Forbidden"}', { kind: 'notWhitelisted', clientIp: null, told: 'page' }],
    [403, '\n', { kind: 'notWhitelisted', clientIp: null, told: 'empty' }],
    [403, problem({ code: 'ROLE' }), { kind: 'notPermitted', code: 'ROLE' }],
    [403, problem({}), { kind: 'notPermitted', code: null }],
    [404, '', { kind: 'notVisible' }],
    [407, '', { kind: 'proxyFailed', why: 'credentials', proxy: null, status: 407, cause: null }],
    [408, '', { kind: 'timedOut', waitingFor: 'answer', limitMs: null }],
    [410, problem({}), { kind: 'notVisible' }],
    [409, problem({ detail: 'no' }), { kind: 'refused', status: 409, title: 'no' }],
    [422, 'plain text', { kind: 'refused', status: 422, title: null }],
    [429, '', { kind: 'tooFast' }],
    [500, problem({}), { kind: 'platformFault', status: 500 }],
    [502, '<html>', { kind: 'platformDown', status: 502 }],
    [503, '', { kind: 'platformDown', status: 503 }],
    [504, '', { kind: 'platformDown', status: 504 }],
    [511, '<html>', { kind: 'captivePortal', address: null }],
    [302, '', { kind: 'answerInvalid', what: 'HTTP 302' }],
    [101, '', { kind: 'answerInvalid', what: 'HTTP 101' }],
  ])('%i %s', (status, body, trouble) => {
    expect(meaning(status, body)).toEqual(trouble);
  });
});

test.each([
  ['http://sign-in.example/hotel?x=1', { kind: 'captivePortal', address: 'http://sign-in.example' }],
  ['//sign-in.example', { kind: 'captivePortal', address: 'https://sign-in.example' }],
  ['/login', { kind: 'answerInvalid', what: 'HTTP 307' }],
  ['http://api.example/outTask', { kind: 'answerInvalid', what: 'HTTP 307' }],
  ['http://', { kind: 'answerInvalid', what: 'HTTP 307' }],
])('a redirect to %s is told by whether it leads off the host', (location, trouble) => {
  expect(meaning(307, '', { location })).toEqual(trouble);
});

describe('an answer of 200 that is no JSON', () => {
  const bodyOf = (body: string, headers: Record<string, string> = {}) =>
    resultOf({ status: 200, headers, body }, 0, url);

  test.each([
    ['<!DOCTYPE html><p>Sign in', {}],
    ['\n <HTML>', {}],
    ['Sign in', { 'content-type': 'text/html; charset=utf-8' }],
  ])('is the page of a network that wants a sign-in: %s', (body, headers) => {
    expect(bodyOf(body, headers)).toMatchObject({ trouble: { kind: 'captivePortal', address: null } });
  });

  test.each(['It works!', '<?xml version="1.0"?><error/>', '{"cut":'])('is not understood: %s', (body) => {
    expect(bodyOf(body)).toMatchObject({ trouble: { kind: 'answerInvalid', what: 'body' } });
  });
});

test('only troubles of one task let the other tasks go on', () => {
  const troubles = [302, 401, 403, 404, 409, 429, 500, 502, 511].map((status) => meaning(status));
  expect(troubles.filter((trouble) => !blocksEnvironment(trouble)).map(({ kind }) => kind)).toEqual([
    'notVisible',
    'refused',
  ]);
});

test.each<[Trouble, boolean]>([
  [{ kind: 'unreachable', cause: 'ECONNREFUSED' }, true],
  [{ kind: 'cut', cause: 'ECONNRESET' }, true],
  [{ kind: 'platformDown', status: 503 }, false],
  [{ kind: 'notVisible' }, false],
])('whether nobody answered is told of %o: %s', (trouble, away) => {
  expect(isAway(trouble)).toBe(away);
});

test.each([
  ['7', 7_000],
  ['Mon, 23 Nov 2026 08:00:30 GMT', 30_000],
  ['Mon, 23 Nov 2026 07:00:00 GMT', 0],
  ['soon', null],
  [undefined, null],
])('Retry-After %s is %s ms', (header, ms) => {
  const now = Date.parse('2026-11-23T08:00:00Z');
  expect(retryAfterMs({ 'retry-after': header }, now)).toBe(ms);
});
