import { describe, expect, test } from 'vitest';
import { ask, head, headers, indicate, raw, testEndpoint, unknownTask } from './endpoint-rig.ts';

const problem = 'application/problem+json';

describe('who may call', () => {
  test('is who is in an allowed range, IPv4 also where it comes mapped into IPv6', async () => {
    const { port, app, taken } = await testEndpoint({ host: '::', allowedCallers: ['127.0.0.0/8'] });
    expect((await indicate(`http://127.0.0.1:${port}`)).status).toBe(202);
    expect(app.calls().last).toMatchObject({ address: '127.0.0.1', systemId: 'CONTR-ZH-01', status: 202 });
    expect((await indicate(`http://[::1]:${port}`)).status).toBe(403);
    expect(taken).toHaveLength(1);
  });

  test('is everybody when there is no range', async () => {
    const { port } = await testEndpoint({ host: '::' });
    expect((await indicate(`http://127.0.0.1:${port}`)).status).toBe(202);
    expect((await indicate(`http://[::1]:${port}`)).status).toBe(202);
  });

  test('is found out before anything else, and told once in the log', async () => {
    const { url, app, logged } = await testEndpoint({ allowedCallers: ['198.51.100.0/24'] });
    app.stop();
    for (const given of [headers, {}, { authorization: 'Bearer wrong' }]) {
      const answer = await ask(url + unknownTask, { headers: given });
      expect([answer.status, answer.headers['content-type'], answer.headers['connection']]).toEqual([
        403,
        problem,
        'close',
      ]);
      expect(JSON.parse(answer.body)).toMatchObject({ status: 403, code: 'IP_NOT_ALLOWED' });
    }
    expect(logged).toEqual(['a caller is at no allowed address {"address":"127.0.0.1"}']);
    expect(app.calls()).toMatchObject({
      last: { address: '127.0.0.1', systemId: null, status: 403 },
      lastOfPlatform: null,
    });
  });
});

describe('behind a reverse proxy', () => {
  const allowedCallers = ['198.51.100.0/24'];

  test('the rightmost that is no proxy of ours counts, and not what it wrote itself', async () => {
    const { url, app } = await testEndpoint({ allowedCallers, trustedProxies: ['127.0.0.1', '10.0.0.0/8'] });
    const from = async (said: string) => (await indicate(url, { 'x-forwarded-for': said })).status;
    expect(await from('198.51.100.7')).toBe(202);
    expect(await from('203.0.113.9, 198.51.100.7, 10.1.2.3')).toBe(202);
    expect(app.calls().last?.address).toBe('198.51.100.7');
    expect(await from('198.51.100.7, 203.0.113.9')).toBe(403);
    expect(await from('198.51.100.7, unknown')).toBe(403);
    expect((await indicate(url)).status).toBe(403);
    expect((await indicate(url, { forwarded: 'for=198.51.100.7' })).status).toBe(403);
  });

  test('repeated headers are one list', async () => {
    const { port } = await testEndpoint({ allowedCallers, trustedProxies: ['127.0.0.1'] });
    const forged = await raw(port);
    const twice = 'x-forwarded-for: 198.51.100.7\r\nX-Forwarded-For: 203.0.113.9\r\n';
    forged.socket.write(`${head(`GET ${unknownTask}`)}${twice}\r\n`);
    expect(await forged.ended).toMatch(/^HTTP\/1.1 403 /);
  });

  test('Forwarded counts where the proxies write that', async () => {
    const { url } = await testEndpoint({
      allowedCallers,
      trustedProxies: ['127.0.0.1'],
      forwardedHeader: 'Forwarded',
    });
    const from = async (said: Record<string, string>) => (await indicate(url, said)).status;
    expect(await from({ forwarded: 'for=203.0.113.9, for="198.51.100.7:4711";proto=https' })).toBe(202);
    expect(await from({ forwarded: 'for=198.51.100.7;x=", for="203.0.113.9"' })).toBe(403);
    expect(await from({ 'x-forwarded-for': '198.51.100.7' })).toBe(403);
  });

  test('nothing is taken from a peer that is no proxy of ours', async () => {
    const { port, app } = await testEndpoint({ host: '::', allowedCallers, trustedProxies: ['127.0.0.1'] });
    const said = { 'x-forwarded-for': '198.51.100.7', forwarded: 'for=198.51.100.7' };
    expect((await indicate(`http://[::1]:${port}`, said)).status).toBe(403);
    expect(app.calls().last?.address).toBe('::1');
    expect((await indicate(`http://127.0.0.1:${port}`, said)).status).toBe(202);
  });
});
