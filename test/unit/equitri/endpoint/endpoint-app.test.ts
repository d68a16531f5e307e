import { describe, expect, test } from 'vitest';
import { EndpointOptions } from '../../../../src-main/contract/endpoint/options.ts';
import { endpointApp } from '../../../../src-main/equitri/endpoint/endpoint-app.ts';
import { NotNow, type EndpointHandlers } from '../../../../src-main/equitri/endpoint/handlers.ts';
import { silentLog } from '../../../../src-main/runtime/log.ts';
import { patchInstall, taskId } from '../../../support/documents.ts';
import { virtualSurroundings } from '../../../support/surroundings.ts';
import { ownSystem } from '../../../support/sync-context.ts';

const exchange = {
  indicationId: '0192f0c4-0000-7000-a000-000000000001',
  systemId: 'CONTR-ZH-01',
  cluster: 'ZH-NOORD',
  taskId,
};
const moment = '2026-11-23T08:00:00Z';
const indication = { ...exchange, event: 'SOMETHING_NEW', occurredAt: moment };
const sync = { ...exchange, result: 'OK', taskVersion: 8, taskRef: null, errors: [], syncedAt: moment };
const headers = { authorization: `Bearer ${ownSystem.token}`, 'x-system-id': 'CONTR-ZH-01' };
const json = { ...headers, 'content-type': 'application/json' };

const second = {
  systemId: 'CONTR-ZH-02',
  cluster: 'ZH-ZUID',
  token: 'another-token-of-some-length',
  isDefaultEndpoint: false,
};
const called = { systemId: 'CONTR-ZH-01', cluster: 'ZH-NOORD', inPlaceOf: null };

function endpoint(handlers: Partial<EndpointHandlers> = {}) {
  const calls: unknown[] = [];
  const surroundings = virtualSurroundings();
  const made = endpointApp({
    systems: [ownSystem, second],
    options: EndpointOptions.parse({}),
    handlers: {
      indicated: (...call) => void calls.push(call),
      shown: (api, id) => (api === 'outTask' && id === taskId ? patchInstall() : null),
      attached: (api, id) =>
        api === 'outTask' && id === 'A-1'
          ? { mimeType: 'image/png', bytes: Buffer.from([0, 255, 128]) }
          : null,
      synced: (...call) => {
        calls.push(call);
        return true;
      },
      ...handlers,
    },
    surroundings,
    log: silentLog,
  });
  made.open();
  const app = made.routes;
  const post = (path: string, body: unknown, init: Record<string, string> = json) =>
    app.request(path, {
      method: 'POST',
      headers: init,
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  return { app, made, calls, post, surroundings };
}

describe('the endpoint', () => {
  test('stores an Indication, then answers 202 with its id', async () => {
    const { post, calls } = endpoint();
    const answer = await post('/outTask/v1/taskIndication', indication);
    expect([answer.status, await answer.json()]).toEqual([202, { indicationId: indication.indicationId }]);
    expect(calls).toEqual([['outTask', indication, called]]);
  });

  test('asks the platform to come again for what can not be said yet', async () => {
    const later = () => {
      throw new NotNow('the task is being fetched again');
    };
    const { app, post } = endpoint({ shown: later, synced: later });
    expect((await app.request(`/outTask/v1/taskFetch/${taskId}`, { headers })).status).toBe(503);
    expect((await post('/outTask/v1/taskSync', sync)).status).toBe(503);
  });

  test('shows a document at a Fetch, and 404 for a task it does not know', async () => {
    const { app } = endpoint();
    const answer = await app.request(`/outTask/v1/taskFetch/${taskId}`, { headers });
    expect(await answer.json()).toEqual(patchInstall());
    expect((await app.request('/outTask/v1/taskFetch/OT-0', { headers })).status).toBe(404);
    expect((await app.request(`/inTask/v1/taskFetch/${taskId}`, { headers })).status).toBe(404);
  });

  test('shows the content of an attachment byte for byte, and 404 for one it does not know', async () => {
    const { app } = endpoint();
    const answer = await app.request('/outTask/v1/attachment/A-1', { headers });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect([...new Uint8Array(await answer.arrayBuffer())]).toEqual([0, 255, 128]);
    expect((await app.request('/inTask/v1/attachment/A-1', { headers })).status).toBe(404);
    expect((await app.request('/outTask/v1/attachment/A-2', { headers })).status).toBe(404);
    expect((await app.request('/outTask/v1/attachment/A-1')).status).toBe(401);
  });

  test('takes a Sync with 204, and answers 404 to one of an exchange it does not know', async () => {
    const { post, calls } = endpoint();
    expect((await post('/outTask/v1/taskSync', sync)).status).toBe(204);
    expect(calls).toMatchObject([['outTask', { result: 'OK', taskVersion: 8 }, called]]);
    expect((await endpoint({ synced: () => false }).post('/outTask/v1/taskSync', sync)).status).toBe(404);
  });

  test.each([
    ['no token', 401, indication, { 'content-type': 'application/json' }],
    ['a wrong token', 401, indication, { ...json, authorization: 'Bearer wrong' }],
    ['a System that is not known', 401, indication, { ...json, 'x-system-id': 'OTHER' }],
    ['the token of another System', 401, indication, { ...json, 'x-system-id': second.systemId }],
    ['a cluster with a System of its own', 403, indication, { ...json, 'x-cluster': second.cluster }],
    ['another System in the body', 422, { ...indication, systemId: second.systemId }, json],
    ['a body that is not JSON by its type', 415, indication, { ...headers, 'content-type': 'text/plain' }],
    ['a body that is not JSON', 422, '{', json],
    ['a body that does not fit', 422, { ...indication, taskId: 7 }, json],
    ['a body over 1 MiB', 413, { ...indication, filler: 'x'.repeat(1_100_000) }, json],
  ])('refuses %s with %i, as a problem, and stores nothing', async (_what, status, body, init) => {
    const { post, calls } = endpoint();
    const answer = await post('/outTask/v1/taskIndication', body, init);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(calls).toEqual([]);
  });

  test('names the field that does not fit', async () => {
    const answer = await endpoint().post('/outTask/v1/taskSync', { ...sync, result: 'MAYBE' });
    expect(await answer.json()).toMatchObject({
      status: 422,
      errors: [{ code: 'VALIDATION_FAILED', field: '/result' }],
    });
  });

  test('answers 503 without a detail of the inside when it could not store', async () => {
    const { post } = endpoint({
      indicated: () => {
        throw new Error('disk I/O error at /secret/path');
      },
    });
    const answer = await post('/outTask/v1/taskIndication', indication);
    expect(answer.status).toBe(503);
    expect(await answer.text()).not.toContain('secret');
  });

  test('names what the body says otherwise than the headers, whether those are there or not', async () => {
    for (const more of [{}, { 'x-cluster': 'ZH-NOORD' }]) {
      const wrong = { ...sync, systemId: 'CONTR-ZH-02', cluster: 'ZH-ZUID' };
      const answer = await endpoint().post('/outTask/v1/taskSync', wrong, { ...json, ...more });
      const body = (await answer.json()) as { errors: { field: string }[] };
      expect([answer.status, body.errors.map(({ field }) => field)]).toEqual([
        422,
        ['/systemId', '/cluster'],
      ]);
    }
  });

  test('hands on which of several Systems is meant', async () => {
    const { post, calls } = endpoint();
    const { systemId, cluster, token } = second;
    const named = { authorization: `Bearer ${token}`, 'x-system-id': systemId, 'x-cluster': cluster };
    const body = { ...indication, systemId, cluster };
    expect((await post('/inTask/v1/taskIndication', body, { ...json, ...named })).status).toBe(202);
    expect(calls).toEqual([['inTask', body, { systemId, cluster, inPlaceOf: null }]]);
  });

  test('is the default endpoint of a System without one, which the body names as well (A-41)', async () => {
    const { post, calls } = endpoint();
    const other = { systemId: 'CONTR-ZH-09', cluster: 'ZH-OOST' };
    const named = { ...json, 'x-system-id': other.systemId, 'x-cluster': other.cluster };
    expect((await post('/outTask/v1/taskIndication', indication, named)).status).toBe(422);
    expect((await post('/outTask/v1/taskIndication', { ...indication, ...other }, named)).status).toBe(202);
    expect(calls).toEqual([['outTask', { ...indication, ...other }, { ...called, inPlaceOf: other }]]);
  });

  test('shows a document that is known already with 304, and one that is not in full', async () => {
    let title = 'one';
    const { app } = endpoint({ shown: () => patchInstall({ subType: title }) });
    const ask = (more = {}) =>
      app.request(`/outTask/v1/taskFetch/${taskId}`, { headers: { ...headers, ...more } });
    const tag = (await ask()).headers.get('etag') ?? '';
    const again = await ask({ 'if-none-match': `"other", W/${tag}` });
    expect([again.status, await again.text()]).toEqual([304, '']);
    title = 'two'; // of the same version: a change of ours is in it
    expect((await ask({ 'if-none-match': tag })).status).toBe(200);
  });

  test('answers unknown routes and methods as problems, and only to who has the token', async () => {
    const { app } = endpoint();
    const ask = async (method: string, path: string, given: Record<string, string> = headers) => {
      const answer = await app.request(path, { method, headers: given });
      return [answer.status, answer.headers.get('content-type'), answer.headers.get('allow')];
    };
    const problem = 'application/problem+json';
    expect(await ask('GET', '/nothing')).toEqual([404, problem, null]);
    expect(await ask('GET', '/outTask/v2/taskFetch/X')).toEqual([404, problem, null]);
    expect(await ask('DELETE', '/outTask/v1/taskSync')).toEqual([405, problem, 'POST']);
    expect(await ask('POST', `/outTask/v1/taskFetch/${taskId}`)).toEqual([405, problem, 'GET, HEAD']);
    expect(await ask('GET', '/nothing', {})).toEqual([401, problem, null]);
    expect(await ask('DELETE', '/outTask/v1/taskSync', {})).toEqual([401, problem, null]);
    expect(await ask('GET', '/.well-known/patchdesk-endpoint?challenge=guess', {})).toEqual([
      401,
      problem,
      null,
    ]);
  });

  test('answers 503 until it is opened and from when it is stopped, and says when to come again', async () => {
    const { made, app } = endpoint();
    const ask = async () => {
      const { status, headers: said } = await app.request(`/outTask/v1/taskFetch/${taskId}`, { headers });
      return [status, said.get('retry-after') !== null, said.get('connection')];
    };
    expect(await ask()).toEqual([200, false, null]);
    made.stop();
    expect(await ask()).toEqual([503, true, 'close']);
    made.open();
    expect(await ask()).toEqual([503, true, 'close']);
  });

  test('tells who called last, and who of the platform', async () => {
    const { made, app, surroundings } = endpoint();
    expect(made.calls()).toEqual({ last: null, lastOfPlatform: null });
    await app.request('/outTask/v1/taskFetch/OT-0', { headers });
    const good = {
      at: '2026-11-23T08:00:00.000Z',
      address: '127.0.0.1',
      systemId: 'CONTR-ZH-01',
      status: 404,
    };
    expect(made.calls()).toEqual({ last: good, lastOfPlatform: good });
    await surroundings.pass(1_000);
    await app.request('/outTask/v1/taskFetch/OT-0', {
      headers: { ...headers, authorization: 'Bearer wrong' },
    });
    const bad = { at: '2026-11-23T08:00:01.000Z', address: '127.0.0.1', systemId: null, status: 401 };
    expect(made.calls()).toEqual({ last: bad, lastOfPlatform: good });
  });
});
