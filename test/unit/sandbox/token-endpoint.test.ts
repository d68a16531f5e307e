import { describe, expect, it } from 'vitest';
import { TokenAnswer } from '../../../src-main/equitri/messages.ts';
import { tokenPath } from '../../../src-main/sandbox/http/token-endpoint.ts';
import { fetchPath, form, grant, openApp, refusal, tokenLifeSeconds } from './platform-app-rig.ts';

describe('the token endpoint', () => {
  it('gives a token that opens the routes until it expires', async () => {
    const { ask, get, surroundings } = await openApp();
    const response = await ask(tokenPath, form({ ...grant, scope: 'api.read api.write' }));
    expect(response.headers.get('cache-control')).toBe('no-store');
    const token = TokenAnswer.parse(await response.json());
    expect(token).toMatchObject({ token_type: 'Bearer', expires_in: tokenLifeSeconds });
    const bearer = { authorization: `Bearer ${token.access_token}` };
    expect((await get(fetchPath, bearer)).status).toBe(200);
    await surroundings.pass(tokenLifeSeconds * 1000);
    expect(await refusal(await get(fetchPath, bearer))).toEqual([401, null, []]);
  });

  it.each([
    ['another grant', form({ ...grant, grant_type: 'password' }), 400, 'unsupported_grant_type'],
    ['no grant', form({ client_id: 'the-client' }), 400, 'invalid_request'],
    ['another client', form({ ...grant, client_id: 'a-client' }), 401, 'invalid_client'],
    ['a wrong secret', form({ ...grant, client_secret: 'guessed' }), 401, 'invalid_client'],
    ['an unknown scope', form({ ...grant, scope: 'api.read api.admin' }), 400, 'invalid_scope'],
    [
      'a parameter twice',
      { ...form(grant), body: `${form(grant).body}&client_id=x` },
      400,
      'invalid_request',
    ],
    [
      'JSON',
      { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(grant) },
      400,
      'invalid_request',
    ],
  ])('refuses %s in the shape of OAuth', async (_what, init, status, error) => {
    const { ask } = await openApp();
    const response = await ask(tokenPath, init);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error, error_description: expect.any(String) as string });
  });
});
