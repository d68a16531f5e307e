import { request as forward, type IncomingMessage } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { EndpointCheck } from '../../../src-main/contract/endpoint/seen.ts';
import { selfTestPath } from '../../../src-main/equitri/endpoint/self-test.ts';
import { httpCalls, type Call } from '../../../src-main/equitri/http.ts';
import { realSurroundings } from '../../../src-main/runtime/surroundings.ts';
import { certificateForHere } from './certificates.ts';
import { ask, plainServer, testEndpoint, type TestEndpoint } from './endpoint-rig.ts';

function calls(answerMs = 5_000): Call {
  const http = httpCalls(realSurroundings(), { limits: { connectMs: 5_000, answerMs } });
  onTestFinished(() => http.close());
  return http.call;
}

/** What the check of an endpoint says of an address. */
async function checked({ app }: TestEndpoint, publicUrl: string, call = calls()): Promise<EndpointCheck> {
  return EndpointCheck.parse(await app.check(publicUrl, call));
}

/** A reverse proxy before an endpoint, which may change what it hands on. */
async function proxyTo(
  { port }: TestEndpoint,
  change: (request: IncomingMessage) => { path?: string; without?: string[] },
): Promise<string> {
  const { url } = await plainServer((request, response) => {
    const { path = request.url ?? '/', without = [] } = change(request);
    const headers = Object.fromEntries(
      Object.entries(request.headers).filter(([name]) => !without.includes(name)),
    );
    const onward = forward(
      { port, host: '127.0.0.1', path, headers, method: request.method ?? 'GET' },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    request.pipe(onward);
  });
  return url;
}

describe('whether an address leads here', () => {
  test('is ok for our own, also from an address that may not call, and is no call of the platform', async () => {
    const endpoint = await testEndpoint({ allowedCallers: ['198.51.100.0/24'] });
    expect(await checked(endpoint, endpoint.url)).toEqual({ kind: 'ok', from: '127.0.0.1' });
    expect(await checked(endpoint, `${endpoint.url}/`)).toEqual({ kind: 'ok', from: '127.0.0.1' });
    expect(endpoint.app.calls()).toEqual({ last: null, lastOfPlatform: null });
  });

  test('is ok over TLS that the world would trust, and tlsFailed over one it would not', async () => {
    const endpoint = await testEndpoint({ tls: await certificateForHere() });
    expect(await checked(endpoint, endpoint.url)).toEqual({
      kind: 'tlsFailed',
      cause: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    });
    const plain = await testEndpoint();
    const secureUrl = plain.url.replace('http:', 'https:');
    expect(await checked(plain, secureUrl)).toMatchObject({ kind: 'tlsFailed' });
  });

  test('is ok through a proxy, and tells whom the endpoint took for the caller', async () => {
    const endpoint = await testEndpoint({ trustedProxies: ['127.0.0.1'] });
    const forwarding = await proxyTo(endpoint, (request) => {
      request.headers['x-forwarded-for'] = '203.0.113.9';
      return {};
    });
    expect(await checked(endpoint, forwarding)).toEqual({ kind: 'ok', from: '203.0.113.9' });
    const stripping = await proxyTo(endpoint, ({ url = '' }) => ({ path: url.replace('/gridsz', '') }));
    expect(await checked(endpoint, `${stripping}/gridsz`)).toMatchObject({ kind: 'ok' });
  });

  test('is wrongPath where something adds a part or leaves it on', async () => {
    const endpoint = await testEndpoint();
    const proxy = await proxyTo(endpoint, () => ({}));
    const arrivedAt = `/gridsz${selfTestPath}`;
    expect(await checked(endpoint, `${proxy}/gridsz/`)).toEqual({ kind: 'wrongPath', arrivedAt });
    // To find that out is no guess at a token, and no call of the platform.
    expect([endpoint.logged, endpoint.app.calls().last]).toEqual([[], null]);
  });

  test('is headersLost where something takes away what every call needs', async () => {
    const endpoint = await testEndpoint();
    const proxy = await proxyTo(endpoint, () => ({ without: ['authorization', 'x-cluster'] }));
    expect(await checked(endpoint, proxy)).toEqual({
      kind: 'headersLost',
      headers: ['authorization', 'x-cluster'],
    });
  });

  test('is somethingElse where another answers: an endpoint, a page, a proxy without us', async () => {
    const endpoint = await testEndpoint();
    const other = await testEndpoint();
    expect(await checked(endpoint, other.url)).toEqual({ kind: 'somethingElse', status: 401 });
    const answering = async (status: number, body: string, headers = {}) => {
      const { url } = await plainServer((_request, response) =>
        response.writeHead(status, headers).end(body),
      );
      return checked(endpoint, url);
    };
    expect(await answering(200, '{"answer":"a guess"}')).toEqual({ kind: 'somethingElse', status: 200 });
    expect(await answering(200, '<html>Welcome</html>')).toEqual({ kind: 'somethingElse', status: null });
    expect(await answering(302, '', { location: endpoint.url })).toEqual({
      kind: 'somethingElse',
      status: null,
    });
    expect(await answering(404, 'Not found')).toEqual({ kind: 'somethingElse', status: 404 });
    expect(await answering(500, '')).toEqual({ kind: 'somethingElse', status: 500 });
    expect(await answering(502, '<html>')).toEqual({ kind: 'somethingElse', status: 502 });
  });

  test('is refused, notResolved, timedOut or unreachable where nobody answers', async () => {
    const endpoint = await testEndpoint();
    const gone = await testEndpoint();
    await gone.close();
    expect(await checked(endpoint, gone.url)).toEqual({ kind: 'refused', cause: 'ECONNREFUSED' });
    expect(await checked(endpoint, 'http://endpoint.invalid')).toMatchObject({ kind: 'notResolved' });
    const silent = await plainServer(() => undefined);
    expect(await checked(endpoint, silent.url, calls(100))).toMatchObject({ kind: 'timedOut' });
    const rude = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => rude.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void rude.close());
    const { port } = rude.address() as AddressInfo;
    expect(await checked(endpoint, `http://127.0.0.1:${port}`)).toMatchObject({ kind: 'unreachable' });
  });
});

describe('the route of the self-test', () => {
  test('does not exist for anybody else, nor for the same challenge again', async () => {
    const endpoint = await testEndpoint();
    let seen = '';
    const call = calls();
    const spying: Call = (request) => {
      seen = request.url;
      return call(request);
    };
    expect(await checked(endpoint, endpoint.url, spying)).toMatchObject({ kind: 'ok' });
    const answer = (url: string) => ask(url, { headers: {} });
    const nowhere = await answer(`${endpoint.url}/nowhere`);
    for (const url of [
      seen,
      `${endpoint.url}${selfTestPath}?challenge=guess`,
      `${endpoint.url}${selfTestPath}`,
    ]) {
      const { status, body } = await answer(url);
      expect([status, body]).toEqual([nowhere.status, nowhere.body]);
    }
  });
});
