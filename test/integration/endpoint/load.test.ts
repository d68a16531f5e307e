import { describe, expect, test, vi } from 'vitest';
import { ask, headers, indicate, later, raw, system, testEndpoint, unknownTask } from './endpoint-rig.ts';

const wrong = { ...headers, authorization: 'Bearer not-the-token-of-anybody' };

describe('a flood from one address', () => {
  test('is told when to come again, while another address is served', async () => {
    const limits = { burstByAddress: 10, callsPerSecondByAddress: 0.001 };
    const { port, taken } = await testEndpoint({ host: '::', limits });
    const flood = await Promise.all(Array.from({ length: 40 }, () => indicate(`http://127.0.0.1:${port}`)));
    const refused = flood.filter(({ status }) => status === 429);
    expect([flood.length - refused.length, taken.length]).toEqual([10, 10]);
    for (const { headers: said, body } of refused) {
      expect(Number(said['retry-after'])).toBeGreaterThan(0);
      expect(JSON.parse(body)).toMatchObject({ status: 429 });
    }
    expect((await indicate(`http://[::1]:${port}`)).status).toBe(202);
  });

  test('gets its own connections only', async () => {
    const { port } = await testEndpoint({ host: '::', limits: { connectionsByAddress: 2 } });
    const held = [await raw(port), await raw(port)];
    expect(await (await raw(port)).ended).toBe('');
    expect((await indicate(`http://[::1]:${port}`)).status).toBe(202);
    for (const { socket } of held) socket.destroy();
    await vi.waitFor(async () => expect((await indicate(`http://127.0.0.1:${port}`)).status).toBe(202));
  });

  test('by a proxy of ours is of many, so its connections count together only', async () => {
    const limits = { connectionsByAddress: 1, connections: 3 };
    const { port } = await testEndpoint({ trustedProxies: ['127.0.0.1'], limits });
    const held = [await raw(port), await raw(port), await raw(port)];
    expect(await (await raw(port)).ended).toBe('');
    expect(held.map(({ socket }) => socket.destroyed)).toEqual([false, false, false]);
  });
});

describe('work that piles up', () => {
  test('is answered 503 above the limit, and goes on when there is room', async () => {
    const stored = later();
    const taken: unknown[] = [];
    const { url } = await testEndpoint(
      { limits: { callsUnderWay: 2 } },
      { indicated: (_api, body) => stored.promise.then(() => void taken.push(body)) },
    );
    const underWay = [indicate(url), indicate(url)];
    await vi.waitFor(async () => {
      const answer = await ask(url + unknownTask);
      expect(answer.status).toBe(503);
      expect(answer.headers['retry-after']).toBe('1');
    });
    stored.resolve();
    expect((await Promise.all(underWay)).map(({ status }) => status)).toEqual([202, 202]);
    expect(taken).toHaveLength(2);
    expect((await ask(url + unknownTask)).status).toBe(404);
  });
});

describe('who guesses tokens', () => {
  test('is not heard after a few, whatever it says; another address is; the log has it once, without the token', async () => {
    const { port, logged, taken } = await testEndpoint({ host: '::', limits: { wrongTokensPerMinute: 3 } });
    const statuses: number[] = [];
    for (let guess = 0; guess < 5; guess++) {
      statuses.push((await ask(`http://127.0.0.1:${port}${unknownTask}`, { headers: wrong })).status);
    }
    expect(statuses).toEqual([401, 401, 401, 429, 429]);
    const right = await indicate(`http://127.0.0.1:${port}`);
    expect([right.status, Number(right.headers['retry-after']) > 0]).toEqual([429, true]);
    expect((await indicate(`http://[::1]:${port}`)).status).toBe(202);
    expect(taken).toHaveLength(1);
    expect(logged).toEqual(['a call came with a wrong token {"address":"127.0.0.1"}']);
  });

  test('is answered the same for a System that is here as for one that is not', async () => {
    const { url } = await testEndpoint();
    const named = async (systemId: string) => {
      const {
        status,
        headers: said,
        body,
      } = await ask(url + unknownTask, {
        headers: { ...wrong, 'x-system-id': systemId },
      });
      return { status, names: Object.keys(said), body };
    };
    const known = await named(system.systemId);
    expect(known.status).toBe(401);
    expect(await named('NOBODY')).toEqual(known);
  });

  test('is who has a token: a call without one is refused, and takes nothing from anybody', async () => {
    const { url } = await testEndpoint({ limits: { wrongTokensPerMinute: 1 } });
    for (let call = 0; call < 5; call++) {
      const answer = await ask(url + unknownTask, { headers: {} });
      expect([answer.status, answer.headers['www-authenticate']]).toEqual([401, 'Bearer']);
    }
    expect((await indicate(url)).status).toBe(202);
  });
});
