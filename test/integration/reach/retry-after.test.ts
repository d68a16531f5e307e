import { describe, expect, test } from 'vitest';
import { answering, misbehavingServer } from '../../support/misbehaving.ts';
import { reaching } from '../../support/reach.ts';

describe('Retry-After', () => {
  const inFortySeconds = 'Mon, 23 Nov 2026 08:00:40 GMT';
  test.each([
    ['[§6 429] 429 in seconds', 429, '40'],
    ['[§6 429] 429 as a date', 429, inFortySeconds],
    ['[§6 unreachable] 503 in seconds', 503, '40'],
    ['[§6 unreachable] 503 as a date', 503, inFortySeconds],
  ])('is obeyed with %s', async (_name, status, retryAfter) => {
    let up = false;
    const { url, requests } = await misbehavingServer((response) => {
      if (up) answering(202, {}, '{}')(response, response.req);
      else answering(status, { 'retry-after': retryAfter })(response, response.req);
    });
    const { contact, context, loop, untilNext } = reaching(url);
    await contact();
    const started = context.surroundings.now();
    expect(loop.nextTryAt()).toBe(started + 40_000);
    loop.networkChanged('changed');
    await context.surroundings.pass(39_999);
    expect(requests).toHaveLength(1);
    up = true;
    await untilNext(() => expect(loop.connectivity.trouble).toBeNull());
    expect(context.surroundings.now()).toBe(started + 40_000);
  });
});
