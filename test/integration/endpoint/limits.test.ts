import { describe, expect, test, vi } from 'vitest';
import { ask, head, headers, indication, indicationPath, raw, testEndpoint } from './endpoint-rig.ts';

const mebibyte = 1024 * 1024;
const json = { ...headers, 'content-type': 'application/json' };

/** An Indication of exactly so many bytes. */
function indicationOf(bytes: number): Buffer {
  const bare = JSON.stringify({ ...indication, filler: '' });
  return Buffer.from(JSON.stringify({ ...indication, filler: 'x'.repeat(bytes - bare.length) }));
}

/** In pieces, so that its length is not said up front. */
async function* inPieces(body: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < body.length; at += 65_536)
    yield await Promise.resolve(body.subarray(at, at + 65_536));
}

/** The problem a raw answer holds. */
function problemIn(answer: string): { status: number } {
  const [lines = '', body = ''] = answer.split('\r\n\r\n');
  expect(lines.toLowerCase()).toContain('content-type: application/problem+json');
  expect(lines.toLowerCase()).toContain('connection: close');
  return JSON.parse(body) as { status: number };
}

describe('a body', () => {
  test.each(['at once', 'in pieces'])('of 1 MiB is taken %s, one byte more is 413', async (way) => {
    const { url, taken } = await testEndpoint();
    const send = (bytes: number) => {
      const body = indicationOf(bytes);
      expect(body.length).toBe(bytes);
      const sent = way === 'at once' ? body : inPieces(body);
      return ask(url + indicationPath, { method: 'POST', headers: json, body: sent });
    };
    expect((await send(mebibyte)).status).toBe(202);
    const answer = await send(mebibyte + 1);
    expect([answer.status, answer.headers['content-type']]).toEqual([413, 'application/problem+json']);
    expect(taken).toHaveLength(1);
  });

  test('that says it is too large is refused before it is sent', async () => {
    const { port } = await testEndpoint();
    const { socket, until } = await raw(port);
    const said = { 'content-type': 'application/json', 'content-length': mebibyte + 1 };
    socket.write(`${head(`POST ${indicationPath}`, said)}\r\n`);
    expect(await until('}')).toMatch(/^HTTP\/1.1 413 /);
  });

  test('is not asked for from somebody without the token', async () => {
    const { port } = await testEndpoint();
    const { socket, until } = await raw(port);
    const said = { 'content-length': 1_000, authorization: 'Bearer wrong' };
    socket.write(`${head(`POST ${indicationPath}`, said)}\r\n`);
    expect(await until('}')).toMatch(/^HTTP\/1.1 401 /);
  });
});

describe('who dawdles', () => {
  test('with the headers is closed with 408, and the others go on', async () => {
    const { port, url, logged } = await testEndpoint({ limits: { headersMs: 150 } });
    const slow = await raw(port);
    slow.socket.write(head(`POST ${indicationPath}`));
    const drip = setInterval(() => slow.socket.write('x-more: 1\r\n'), 20);
    expect((await ask(`${url}/nothing`)).status).toBe(404);
    expect(problemIn(await slow.ended)).toMatchObject({ status: 408 });
    clearInterval(drip);
    expect(logged).toEqual([]);
  });

  test('with the body is closed with 408, without a fault of ours in the log', async () => {
    const { port, logged, taken } = await testEndpoint({ limits: { headersMs: 150, callMs: 300 } });
    const slow = await raw(port);
    const said = { 'content-type': 'application/json', 'content-length': 1_000 };
    slow.socket.write(`${head(`POST ${indicationPath}`, said)}\r\n{`);
    const drip = setInterval(() => slow.socket.write(' '), 20);
    expect(problemIn(await slow.ended)).toMatchObject({ status: 408 });
    clearInterval(drip);
    await vi.waitFor(() => expect(logged).toHaveLength(1));
    expect(logged[0]).toContain('a caller left before its call was read');
    expect(taken).toEqual([]);
  });

  test('with saying anything at all is closed', async () => {
    const { port } = await testEndpoint({ limits: { headersMs: 150 } });
    expect(problemIn(await (await raw(port)).ended)).toMatchObject({ status: 408 });
  });

  test('with taking the answer is closed', async () => {
    const content = { mimeType: 'image/png', bytes: new Uint8Array(32 * mebibyte) }; // more than a system takes in for it
    const limits = { idleMs: 150, closingMs: 600_000 };
    const endpoint = await testEndpoint({ limits }, { attached: () => content });
    const { socket, until } = await raw(endpoint.port);
    socket.write(`${head('GET /outTask/v1/attachment/A-1')}\r\n`);
    await until('HTTP/1.1 200 OK');
    socket.pause();
    await endpoint.close(); // which waits for the connection
  });

  test('after a call is closed when nothing comes any more', async () => {
    const { port } = await testEndpoint({ limits: { idleMs: 150 } });
    const { socket, ended } = await raw(port);
    socket.write(`${head('GET /nothing')}\r\n`);
    expect(await ended).toMatch(/^HTTP\/1.1 404 /);
  });
});

describe('what is no call', () => {
  test.each([
    ['headers over the limit', 431, `${head('GET /nothing', { 'x-more': 'x'.repeat(20_000) })}\r\n`],
    ['no HTTP', 400, 'EHLO endpoint.test\r\n\r\n'],
    ['a method nobody knows', 400, `${head('BREW /coffee')}\r\n`],
    ['a tunnel', 405, `${head('CONNECT platform.test:443')}\r\n`],
    ['no host', 400, `GET /nothing HTTP/1.1\r\nauthorization: ${headers.authorization}\r\n\r\n`],
    ['no path', 400, `${head('OPTIONS *')}\r\n`],
    ['an expectation', 417, `${head('POST /nothing', { expect: 'miracles' })}\r\n`],
  ])('is refused as a problem: %s', async (_what, status, sent) => {
    const { port } = await testEndpoint();
    const { socket, ended } = await raw(port);
    socket.write(sent);
    const answer = await ended;
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(problemIn(answer)).toMatchObject({ status });
  });

  test('tells nothing of what we are made of', async () => {
    const { url, app } = await testEndpoint(
      {},
      {
        indicated: () => {
          throw new Error('SQLITE_IOERR at /home/somebody/patchdesk.sqlite');
        },
      },
    );
    const failed = await ask(url + indicationPath, {
      method: 'POST',
      headers: json,
      body: JSON.stringify(indication),
    });
    expect(JSON.parse(failed.body)).toEqual({
      type: 'about:blank',
      status: 503,
      title: 'Not available just now',
    });
    expect(Object.keys(failed.headers).sort()).toEqual([
      'connection',
      'content-length',
      'content-type',
      'date',
      'keep-alive',
      'retry-after',
    ]);
    expect(app.calls().last).toMatchObject({ systemId: 'CONTR-ZH-01', status: 503 });
  });

  test('goes on where the caller asks whether it may send its body', async () => {
    const { port, taken } = await testEndpoint();
    const { socket, until } = await raw(port);
    const body = JSON.stringify(indication);
    const said = {
      'content-type': 'application/json',
      'content-length': body.length,
      expect: '100-continue',
    };
    socket.write(`${head(`POST ${indicationPath}`, said)}\r\n`);
    await until('HTTP/1.1 100 Continue');
    socket.write(body);
    await until('HTTP/1.1 202 Accepted');
    expect(taken).toHaveLength(1);
  });
});
