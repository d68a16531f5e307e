import { describe, expect, test } from 'vitest';
import { accessToken } from '../../../src-main/equitri/access-token.ts';
import type { Call, CallRequest, CallResult } from '../../../src-main/equitri/http.ts';
import { platformClient } from '../../../src-main/equitri/platform-client.ts';
import { patchInstall, taskId } from '../../support/documents.ts';
import { virtualSurroundings } from '../../support/surroundings.ts';
import { credentials, environment } from '../../support/sync-context.ts';

const exchangeId = '0192f0c4-0000-7000-a000-000000000001';
const refused: CallResult = { kind: 'trouble', trouble: { kind: 'tokenRefused' }, retryAfterMs: null };
const answer = (json: unknown): CallResult => ({ kind: 'answer', status: 200, json, etag: null });

/** A platform that hands out tokens t1, t2 … and answers calls by `platform`. */
const asking = {
  api: 'outTask',
  indicationId: exchangeId,
  systemId: 'CONTR-ZH-01',
  cluster: 'ZH-NOORD',
} as const;

function client(platform: (request: CallRequest) => CallResult) {
  const requests: CallRequest[] = [];
  let tokens = 0;
  const call: Call = (request) => {
    requests.push(request);
    const isToken = request.url === credentials.tokenUrl;
    const token = { access_token: `t${++tokens}`, token_type: 'Bearer', expires_in: 3600 };
    return Promise.resolve(isToken ? answer(token) : platform(request));
  };
  const surroundings = virtualSurroundings();
  const token = accessToken(environment.credentials, call, surroundings);
  const asked = () => requests.filter((request) => request.url === credentials.tokenUrl).length;
  return {
    client: platformClient(environment, token, call, 'Patchdesk/test'),
    requests,
    asked,
    surroundings,
  };
}

describe('calls to the platform', () => {
  test('carry token, System, cluster, correlation and user agent', async () => {
    const { client: platform, requests } = client(() => answer(patchInstall()));
    await platform.fetch(asking, taskId);
    expect(requests[1]).toMatchObject({
      method: 'GET',
      url: `http://127.0.0.1:1/outTask/v1/taskFetch/${taskId}`,
      headers: {
        authorization: 'Bearer t1',
        'x-system-id': 'CONTR-ZH-01',
        'x-cluster': 'ZH-NOORD',
        'x-correlation-id': exchangeId,
        'user-agent': 'Patchdesk/test',
      },
    });
  });

  test('ask for a token once, however many wait for it', async () => {
    const { client: platform, asked } = client(() => answer(patchInstall()));
    await Promise.all([1, 2, 3, 4].map(() => platform.fetch(asking, taskId)));
    expect(asked()).toBe(1);
  });

  test('renew the token ahead of its end', async () => {
    const { client: platform, asked, surroundings } = client(() => answer(patchInstall()));
    await platform.fetch(asking, taskId);
    await surroundings.pass(3_500_000);
    await platform.fetch(asking, taskId);
    expect(asked()).toBe(1);
    await surroundings.pass(60_000);
    await platform.fetch(asking, taskId);
    expect(asked()).toBe(2);
  });

  test('that meet a refused token renew it once and are repeated', async () => {
    const { client: platform, requests } = client((request) =>
      request.headers['authorization'] === 'Bearer t1' ? refused : answer(patchInstall()),
    );
    expect(await platform.fetch(asking, taskId)).toMatchObject({ kind: 'document' });
    expect(requests).toHaveLength(4);
  });

  test('that are refused again are a trouble, not a loop', async () => {
    const { client: platform, requests } = client(() => refused);
    expect(await platform.fetch(asking, taskId)).toEqual(refused);
    expect(requests).toHaveLength(4);
  });

  test('escape the task ID', async () => {
    const { client: platform, requests } = client(() => answer(patchInstall()));
    await platform.fetch(asking, '../a b/ü');
    expect(requests[1]?.url).toBe('http://127.0.0.1:1/outTask/v1/taskFetch/..%2Fa%20b%2F%C3%BC');
  });
});

describe('a fetched document', () => {
  test('that does not fit is invalid, naming each field', async () => {
    const { client: platform } = client(() =>
      answer({ ...patchInstall(), version: 'seven', planned: 'soon' }),
    );
    expect(await platform.fetch(asking, taskId)).toMatchObject({
      kind: 'invalid',
      reasons: [
        { code: 'VALIDATION_FAILED', field: '/version' },
        { code: 'VALIDATION_FAILED', field: '/planned' },
      ],
    });
  });

  test('of another task than was asked for is invalid', async () => {
    const { client: platform } = client(() => answer(patchInstall({ id: 'OT-other' })));
    expect(await platform.fetch(asking, taskId)).toMatchObject({
      kind: 'invalid',
      reasons: [{ field: '/id' }],
    });
  });

  test('bring the content of an attachment as it is, with the limit of what is read', async () => {
    const bytes = Buffer.from([0, 255, 1]);
    const { client: platform, requests } = client(() => ({
      kind: 'answer',
      status: 200,
      json: null,
      etag: null,
      bytes,
    }));
    expect(await platform.attachment({ ...asking, api: 'inTask' }, 'A 1/2')).toEqual({
      kind: 'content',
      bytes,
    });
    expect(requests[1]).toMatchObject({
      url: 'http://127.0.0.1:1/inTask/v1/attachment/A%201%2F2',
      mostBytes: 5 * 1024 * 1024,
    });
  });

  test('say what is wrong when an attachment can not be had', async () => {
    const { client: platform } = client(() => ({
      kind: 'trouble',
      trouble: { kind: 'notVisible' },
      retryAfterMs: null,
    }));
    expect(await platform.attachment(asking, 'A-1')).toMatchObject({
      trouble: { kind: 'notVisible' },
    });
  });
});
