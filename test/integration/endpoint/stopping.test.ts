import { describe, expect, test, vi } from 'vitest';
import { ask, head, indicate, later, raw, testEndpoint, unknownTask } from './endpoint-rig.ts';

describe('an endpoint that is not open', () => {
  test('answers 503 with when to come again', async () => {
    const { url, app } = await testEndpoint();
    app.stop();
    const answer = await ask(url + unknownTask);
    expect(answer.status).toBe(503);
    expect(answer.headers).toMatchObject({ 'retry-after': '5', connection: 'close' });
  });
});

describe('closing', () => {
  test('lets the call under way end, and takes no new one', async () => {
    const stored = later();
    const isReached = later();
    const endpoint = await testEndpoint(
      {},
      {
        indicated: () => {
          isReached.resolve();
          return stored.promise;
        },
      },
    );
    const { url, port } = endpoint;
    const begun = await raw(port);
    begun.socket.write(head(`GET ${unknownTask}`)); // not idle any more, and no call yet
    const idle = await raw(port);
    idle.socket.write(`${head(`GET ${unknownTask}`)}\r\n`);
    await idle.until('HTTP/1.1 404');
    const underWay = indicate(url);
    await isReached.promise;

    let isClosed = false;
    const closed = endpoint.close().then(() => (isClosed = true));
    expect(await idle.ended).toContain('HTTP/1.1 404');
    await expect(ask(url + unknownTask)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    begun.socket.write('\r\n');
    const late = await begun.ended;
    expect(late).toMatch(/^HTTP\/1.1 503 /);
    expect(late.toLowerCase()).toContain('connection: close');
    expect(late.toLowerCase()).toContain('retry-after: 5');
    expect(isClosed).toBe(false);

    stored.resolve();
    const answer = await underWay;
    expect([answer.status, answer.headers['connection']]).toEqual([202, 'close']);
    await closed;
  });

  test('does not wait for ever, and does it once', async () => {
    const isReached = later();
    const endpoint = await testEndpoint(
      { limits: { closingMs: 100 } },
      {
        indicated: () => {
          isReached.resolve();
          return new Promise(() => undefined);
        },
      },
    );
    const underWay = indicate(endpoint.url);
    const failed = expect(underWay).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' });
    await isReached.promise;
    await Promise.all([endpoint.close(), endpoint.close()]);
    await failed;
  });

  test('gives the port free', async () => {
    const first = await testEndpoint();
    await first.close();
    await vi.waitFor(async () => expect((await testEndpoint({ port: first.port })).port).toBe(first.port));
  });
});
