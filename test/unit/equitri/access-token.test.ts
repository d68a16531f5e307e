import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accessToken } from '../../../src-main/equitri/access-token.ts';
import { endOfToken } from '../../../src-main/equitri/fixed-token.ts';
import type { CallResult } from '../../../src-main/equitri/http.ts';
import { startOfTime, virtualSurroundings } from '../../support/surroundings.ts';
import { environment } from '../../support/sync-context.ts';

const away: CallResult = { kind: 'trouble', trouble: { kind: 'cut', cause: 'x' }, retryAfterMs: null };

/** An endpoint that hands out t1, t2 …, each good for `life` seconds; noted with the time in seconds. */
function endpoint(life = 3_600) {
  const surroundings = virtualSurroundings();
  const state = { up: true, asked: [] as number[], issued: 0 };
  const token = accessToken(
    environment.credentials,
    () => {
      state.asked.push((surroundings.now() - startOfTime) / 1_000);
      const json = { access_token: `t${state.issued + 1}`, token_type: 'Bearer', expires_in: life };
      if (state.up) state.issued += 1;
      return Promise.resolve(state.up ? { kind: 'answer', status: 200, json, etag: null } : away);
    },
    surroundings,
  );
  return { token, surroundings, state };
}

describe('an access token by client credentials', () => {
  test('is renewed ahead of its end by a timer, without a call that needs it', async () => {
    const { token, surroundings, state } = endpoint();
    await token.get();
    await surroundings.pass(10_000_000);
    expect(state.asked).toEqual([0, 3_540, 7_080]);
    expect(await token.get()).toEqual({ kind: 'token', token: 't3' });
  });

  test('is asked for once, however many wait and whatever the timer does', async () => {
    const { token, state } = endpoint();
    await Promise.all([1, 2, 3, 4].map(() => token.get()));
    expect(state.asked).toEqual([0]);
  });

  test('stays in use while it can not be renewed, and is tried for less and less often', async () => {
    const { token, surroundings, state } = endpoint();
    await token.get();
    state.up = false;
    await surroundings.pass(3_590_000);
    expect(await token.get()).toEqual({ kind: 'token', token: 't1' });
    expect(state.asked).toEqual([0, 3_540, 3_570, 3_585]);
    await surroundings.pass(3_600_000);
    expect(state.asked.length).toBeLessThan(8);
    expect(await token.get()).toEqual(away);
  });

  test('is not renewed any more once it was stopped', async () => {
    const { token, surroundings, state } = endpoint();
    await token.get();
    token.stop();
    await surroundings.pass(10_000_000);
    expect(state.asked).toEqual([0]);
    expect(surroundings.timers()).toEqual([]);
  });

  test('that was refused is asked for anew by the next call, and by no timer', async () => {
    const { token, surroundings, state } = endpoint();
    await token.get();
    expect(token.drop('t1')).toBe(true);
    expect(surroundings.timers()).toEqual([]);
    expect(await token.get()).toEqual({ kind: 'token', token: 't2' });
    token.drop('t1');
    expect(await token.get()).toEqual({ kind: 'token', token: 't2' });
    expect(state.asked).toHaveLength(2);
  });

  test('is never handed out after its end, whatever its life', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 7_200 }),
        fc.array(fc.integer({ min: 0, max: 4_000_000 }), { maxLength: 5 }),
        async (life, waits) => {
          const { token, surroundings, state } = endpoint(life);
          for (const ms of [0, ...waits]) {
            await surroundings.pass(ms);
            const before = state.asked.length;
            expect(await token.get()).toEqual({ kind: 'token', token: `t${state.issued}` });
            // The timer has kept it good: nobody had to wait.
            expect(state.asked.length).toBe(Math.max(before, 1));
          }
          token.stop();
        },
      ),
      { numRuns: 20 },
    );
  });
});

const jwt = (claims: unknown) =>
  `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`;

describe('a fixed bearer token', () => {
  const fixed = (bearerToken: string) => {
    const surroundings = virtualSurroundings();
    const never = () => Promise.reject(new Error('nothing is to be asked'));
    return { surroundings, token: accessToken({ bearerToken }, never, surroundings) };
  };

  test.each(['opaque', 'a.b', 'a.b.c', 'a.b.c.d', jwt({ sub: 'no end' }), jwt(null)])(
    'that does not say when it ends is sent as it is: %s',
    async (bearerToken) => {
      const { token } = fixed(bearerToken);
      expect(endOfToken(bearerToken)).toBeNull();
      expect(await token.get()).toEqual({ kind: 'token', token: bearerToken });
      expect(token.drop(bearerToken)).toBe(false);
    },
  );

  test('is told as expired from its end on, and not before', async () => {
    const bearerToken = jwt({ exp: startOfTime / 1000 + 60 });
    const { token, surroundings } = fixed(bearerToken);
    expect(await token.get()).toEqual({ kind: 'token', token: bearerToken });
    await surroundings.pass(60_000);
    expect(await token.get()).toMatchObject({ trouble: { kind: 'tokenRefused', why: 'expired' } });
  });
});
