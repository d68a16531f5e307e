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
    begun.socket.write(head(`GET ${unknownTask}`)); // no call yet
    const kept = await raw(port);
    kept.socket.write(`${head(`GET ${unknownTask}`)}\r\n`);
    await kept.until('HTTP/1.1 404');
    const underWay = indicate(url);
    await isReached.promise;

    let isClosed = false;
    const closed = endpoint.close().then(() => (isClosed = true));
    await expect(ask(url + unknownTask)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    begun.socket.write('\r\n');
    kept.socket.write(`${head(`GET ${unknownTask}`)}\r\n`);
    for (const connection of [begun, kept]) {
      const late = (await connection.ended).toLowerCase();
      expect(late).toContain('http/1.1 503 ');
      expect(late).toContain('connection: close');
      expect(late).toContain('retry-after: 5');
    }
    expect(isClosed).toBe(false);

    stored.resolve();
    const answer = await underWay;
    expect([answer.status, answer.headers['connection']]).toEqual([202, 'close']);
    await closed;
  });

  test('lets an answer that is being taken arrive in full', async () => {
    const bytes = Buffer.alloc(32 * 1024 * 1024, 'x'); // more than a system takes in for us
    const endpoint = await testEndpoint(
      { limits: { closingMs: 600_000 } },
      { attached: () => ({ mimeType: 'text/plain', bytes }) },
    );
    const taking = await raw(endpoint.port);
    const idle = await raw(endpoint.port);
    idle.socket.write(`${head(`GET ${unknownTask}`)}\r\n`);
    await idle.until('HTTP/1.1 404');
    taking.socket.write(`${head('GET /outTask/v1/attachment/A-1')}\r\n`);
    await taking.until('\r\n\r\n');
    taking.socket.pause();
    const closed = endpoint.close();
    await expect(ask(endpoint.url + unknownTask)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    taking.socket.resume();
    const answer = await taking.ended;
    expect(answer.length - answer.indexOf('\r\n\r\n') - 4).toBe(bytes.length);
    await closed;
    await idle.ended;
  });

  test('does not wait for connections on which nothing is under way', async () => {
    const endpoint = await testEndpoint({ limits: { closingMs: 600_000 } });
    const idle = await raw(endpoint.port);
    idle.socket.write(`${head(`GET ${unknownTask}`)}\r\n`);
    await idle.until('HTTP/1.1 404');
    await endpoint.close();
    await idle.ended;
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
