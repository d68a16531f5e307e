import { describe, expect, test } from 'vitest';
import { blocksEnvironment, retryAfterMs, troubleOf } from '../../../src-main/equitri/answer.ts';

const problem = (content: object) => JSON.stringify({ title: 'x', ...content });

describe('an answer outside 2xx means', () => {
  test.each([
    [401, problem({}), { kind: 'tokenRefused' }],
    [
      403,
      problem({ code: 'IP_NOT_WHITELISTED', clientIp: '203.0.113.9' }),
      { kind: 'notWhitelisted', clientIp: '203.0.113.9' },
    ],
    [403, '<html>Forbidden</html>', { kind: 'notWhitelisted', clientIp: null }],
    [403, '', { kind: 'notWhitelisted', clientIp: null }],
    [403, problem({ code: 'ROLE' }), { kind: 'notPermitted', code: 'ROLE' }],
    [404, '', { kind: 'notVisible' }],
    [410, problem({}), { kind: 'notVisible' }],
    [409, problem({ detail: 'no' }), { kind: 'refused', status: 409, title: 'no' }],
    [422, 'plain text', { kind: 'refused', status: 422, title: null }],
    [429, '', { kind: 'tooFast' }],
    [500, problem({}), { kind: 'platformFault', status: 500 }],
    [502, '<html>', { kind: 'unreachable', cause: 'HTTP 502' }],
    [503, '', { kind: 'unreachable', cause: 'HTTP 503' }],
    [504, '', { kind: 'unreachable', cause: 'HTTP 504' }],
    [302, '', { kind: 'unreachable', cause: 'HTTP 302' }],
  ])('%i %s', (status, body, trouble) => {
    expect(troubleOf({ status, headers: {}, body })).toEqual(trouble);
  });
});

test('only troubles of one task let the other tasks go on', () => {
  const kinds = [401, 403, 404, 409, 429, 500, 502].map((status) =>
    troubleOf({ status, headers: {}, body: '' }),
  );
  expect(kinds.filter((trouble) => !blocksEnvironment(trouble)).map((trouble) => trouble.kind)).toEqual([
    'notVisible',
    'refused',
  ]);
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
