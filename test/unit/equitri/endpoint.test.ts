import { describe, expect, test } from 'vitest';
import { endpointApp, NotNow, type EndpointHandlers } from '../../../src-main/equitri/endpoint.ts';
import { silentLog } from '../../../src-main/runtime/log.ts';
import { patchInstall, taskId } from '../../support/documents.ts';
import { environment, ownSystem } from '../../support/sync-context.ts';

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

function endpoint(handlers: Partial<EndpointHandlers> = {}) {
  const calls: unknown[] = [];
  const app = endpointApp(
    environment.systems,
    {
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
    silentLog,
  );
  const post = (path: string, body: unknown, init: Record<string, string> = json) =>
    app.request(path, {
      method: 'POST',
      headers: init,
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  return { app, calls, post };
}

describe('the endpoint', () => {
  test('stores an Indication, then answers 202 with its id', async () => {
    const { post, calls } = endpoint();
    const answer = await post('/outTask/v1/taskIndication', indication);
    expect([answer.status, await answer.json()]).toEqual([202, { indicationId: indication.indicationId }]);
    expect(calls).toEqual([['outTask', indication]]);
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
    expect(calls).toMatchObject([['outTask', { result: 'OK', taskVersion: 8 }]]);
    expect((await endpoint({ synced: () => false }).post('/outTask/v1/taskSync', sync)).status).toBe(404);
  });

  test.each([
    ['no token', 401, indication, { 'content-type': 'application/json' }],
    ['a wrong token', 401, indication, { ...json, authorization: 'Bearer wrong' }],
    ['another System', 403, indication, { ...json, 'x-system-id': 'OTHER' }],
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
});
