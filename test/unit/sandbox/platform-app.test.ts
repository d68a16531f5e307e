import { describe, expect, it } from 'vitest';
import { TaskDocument } from '../../../src-main/contract/document/task-document.ts';
import { Problem } from '../../../src-main/equitri/messages.ts';
import { tokenPath } from '../../../src-main/sandbox/http/token-endpoint.ts';
import { patchInstall } from '../../support/documents.ts';
import {
  fetchPath,
  form,
  grant,
  indication,
  indicationPath,
  openApp,
  refusal,
  syncPath,
} from './platform-app-rig.ts';
import { exchangeId } from './platform-rig.ts';

const { indicationId: id } = indication;

describe('each call', () => {
  it('needs a token that was issued', async () => {
    const { get, headers, app } = await openApp();
    const without = Object.entries(headers).filter(([name]) => name !== 'authorization');
    const response = await app.request(fetchPath, { headers: without });
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
    expect(await refusal(response)).toEqual([401, null, []]);
    for (const authorization of ['Bearer made-up', 'Basic Zm9vOmJhcg==', 'Bearer ']) {
      expect((await get(fetchPath, { authorization })).status).toBe(401);
    }
  });

  it.each(['x-system-id', 'x-cluster', 'x-correlation-id'])('needs the header %s', async (name) => {
    const { app, headers } = await openApp();
    const rest = Object.fromEntries(Object.entries(headers).filter(([key]) => key !== name));
    const response = await app.request(fetchPath, { headers: rest });
    expect(Problem.parse(await response.clone().json()).detail).toBe(name);
    expect(await refusal(response)).toEqual([400, null, []]);
  });

  it('needs a System that is registered, for this cluster', async () => {
    const { get } = await openApp();
    expect(await refusal(await get(fetchPath, { 'x-system-id': 'CONTR-XX-01' }))).toEqual([
      403,
      'SYSTEM_UNKNOWN',
      [],
    ]);
    expect(await refusal(await get(fetchPath, { 'x-cluster': 'UT-OOST' }))).toEqual([
      403,
      'CLUSTER_NOT_PERMITTED',
      [],
    ]);
  });

  it('needs the method of its route, and a route', async () => {
    const { get, post, ask } = await openApp();
    const wrong = await get(indicationPath);
    expect(wrong.headers.get('allow')).toBe('POST');
    expect(await refusal(wrong)).toEqual([405, null, []]);
    expect((await get(syncPath)).status).toBe(405);
    expect((await post(fetchPath, {})).status).toBe(405);
    expect((await ask(tokenPath)).status).toBe(405);
    expect(await refusal(await get('/outTask/v2/taskFetch/x'))).toEqual([404, null, []]);
  });

  it('is slowed down above the rate, and told when to come back', async () => {
    const { get, surroundings } = await openApp(3);
    for (let call = 0; call < 3; call++) expect((await get(fetchPath)).status).toBe(200);
    const response = await get(fetchPath);
    expect(response.headers.get('retry-after')).toBe('1');
    expect(await refusal(response)).toEqual([429, null, []]);
    await surroundings.pass(1_000);
    expect((await get(fetchPath)).status).toBe(200);
  });
});

describe('a body', () => {
  it.each([
    ['not JSON by its type', JSON.stringify(indication), { 'content-type': 'text/plain' }, 415, []],
    ['not JSON', '{"indicationId":', {}, 422, []],
    [
      'off the schema',
      { ...indication, indicationId: 'x', taskId: 7 },
      {},
      422,
      ['/indicationId', '/taskId'],
    ],
    ['of another System', { ...indication, systemId: 'CONTR-ZH-02' }, {}, 422, ['/systemId']],
    ['of another exchange', { ...indication, indicationId: exchangeId(2) }, {}, 422, ['/indicationId']],
    ['larger than 1 MiB', { ...indication, padding: 'x'.repeat(1024 * 1024) }, {}, 413, []],
  ])('%s is refused', async (_what, body, headers, status, fields) => {
    const { post, entries } = await openApp();
    const recorded = entries.length;
    expect(await refusal(await post(indicationPath, body, headers))).toEqual([status, null, fields]);
    expect(entries).toHaveLength(recorded);
  });

  it('may name its charset', async () => {
    const { post } = await openApp();
    const headers = { 'content-type': 'application/json; charset=utf-8' };
    expect((await post(indicationPath, indication, headers)).status).toBe(202);
  });
});

describe('the steps of an exchange', () => {
  it('an Indication is 202 with its id, the same again too', async () => {
    const { post } = await openApp();
    for (let time = 0; time < 2; time++) {
      const response = await post(indicationPath, indication);
      expect(response.status).toBe(202);
      expect(await response.json()).toEqual({ indicationId: id });
    }
  });

  it('an Indication of an unknown task is 404, with an id in other use 409', async () => {
    const { post, system } = await openApp();
    expect(await refusal(await post(indicationPath, { ...indication, taskId: 'OT-9' }))).toEqual([
      404,
      null,
      [],
    ]);
    const taken = system.indications[0]?.indicationId ?? '';
    const reused = { ...indication, indicationId: taken };
    expect(await refusal(await post(indicationPath, reused, { 'x-correlation-id': taken }))).toEqual([
      409,
      'INDICATION_ID_TAKEN',
      [],
    ]);
  });

  it('a Fetch is the document with its version as tag, and 304 to whoever has it', async () => {
    const { get } = await openApp();
    const response = await get(fetchPath);
    expect(response.headers.get('etag')).toBe('"7"');
    expect(TaskDocument.parse(await response.json())).toEqual(patchInstall());
    for (const tags of ['"7"', 'W/"7"', '"6", "7"', '*']) {
      const known = await get(fetchPath, { 'if-none-match': tags });
      expect([known.status, await known.text()]).toEqual([304, '']);
    }
    expect((await get(fetchPath, { 'if-none-match': '"6"' })).status).toBe(200);
    expect(await refusal(await get('/outTask/v1/taskFetch/OT-9'))).toEqual([404, null, []]);
  });

  it('a Sync is 204, the same again too; 404 and 409 where it does not belong', async () => {
    const { post, get, system } = await openApp();
    const told = system.indications[0]?.indicationId ?? '';
    const sync = {
      ...indication,
      indicationId: told,
      result: 'OK',
      taskVersion: 7,
      syncedAt: '2026-11-23T08:00:00Z',
    };
    const headers = { 'x-correlation-id': told };
    expect(await refusal(await post(syncPath, sync, headers))).toEqual([409, 'NOT_FETCHED', []]);
    await get(fetchPath, headers);
    expect((await post(syncPath, sync, headers)).status).toBe(204);
    expect((await post(syncPath, sync, headers)).status).toBe(204);
    expect(await refusal(await post(syncPath, { ...sync, taskId: 'OT-9' }, headers))).toEqual([
      409,
      'EXCHANGE_MISMATCH',
      [],
    ]);
    expect(await refusal(await post(syncPath, { ...sync, indicationId: id }))).toEqual([
      404,
      'EXCHANGE_UNKNOWN',
      [],
    ]);
  });

  it('the inTask api has the same rules, and no tasks', async () => {
    const { get, post } = await openApp();
    expect((await get(fetchPath.replace('out', 'in'), { authorization: 'Bearer x' })).status).toBe(401);
    expect(await refusal(await get(fetchPath.replace('out', 'in')))).toEqual([404, null, []]);
    expect((await post(indicationPath.replace('out', 'in'), indication)).status).toBe(404);
    expect((await get(indicationPath.replace('out', 'in'))).status).toBe(405);
  });
});

describe('under conditions', () => {
  it('an address that is not whitelisted is refused everywhere, also at the token endpoint', async () => {
    const { platform, get, ask, app, headers } = await openApp();
    platform.setConditions({ network: 'notWhitelisted' });
    expect(await refusal(await get(fetchPath))).toEqual([403, 'IP_NOT_WHITELISTED', []]);
    expect(await refusal(await ask(tokenPath, form(grant)))).toEqual([403, 'IP_NOT_WHITELISTED', []]);
    const incoming = { socket: { remoteAddress: '127.0.0.1' } };
    const seen = await app.request(fetchPath, { headers }, { incoming });
    expect(Problem.parse(await seen.json()).clientIp).toBe('127.0.0.1');
    platform.setConditions({ network: 'normal' });
    expect((await get(fetchPath)).status).toBe(200);
  });

  it('slow answers come late', async () => {
    const { platform, get, surroundings } = await openApp();
    platform.setConditions({ network: 'slow', slowMs: 5_000 });
    let status = 0;
    const late = get(fetchPath).then((response) => (status = response.status));
    await new Promise((resolve) => setImmediate(resolve));
    await surroundings.pass(4_999);
    expect(status).toBe(0);
    await surroundings.pass(1);
    expect(await late).toBe(200);
  });

  it('a journal that can not be written is 503 and says nothing of our inside', async () => {
    const { platform, post, get, system } = await openApp();
    const told = system.indications[0]?.indicationId ?? '';
    await get(fetchPath);
    platform.settled = () => Promise.reject(new Error('ENOSPC: somewhere inside'));
    const sync = { ...indication, indicationId: told, result: 'OK', syncedAt: '2026-11-23T08:00:00Z' };
    for (const response of [
      await get(fetchPath),
      await post(indicationPath, indication),
      await post(syncPath, sync, { 'x-correlation-id': told }),
    ]) {
      expect(await response.clone().text()).not.toContain('ENOSPC');
      expect(await refusal(response)).toEqual([503, null, []]);
    }
  });
});
