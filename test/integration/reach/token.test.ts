/** What becomes of a token that is refused, over a real socket. */
import { describe, expect, test, vi } from 'vitest';
import { answering, misbehavingServer, problem } from '../../support/misbehaving.ts';
import { changeId, expectQueuedAndTimed, reaching, saidOf } from '../../support/reach.ts';
import { environment } from '../../support/sync-context.ts';

describe('[§6 401] a refused token', () => {
  const credentials = (url: string) => ({ ...environment.credentials, tokenUrl: `${url}/token` });
  const token = (number: number) =>
    JSON.stringify({ access_token: `t${number}`, token_type: 'Bearer', expires_in: 3600 });

  /** A platform that refuses the first `refusals` tokens. */
  async function platform(refusals: number, endpoint = 200) {
    let issued = 0;
    return misbehavingServer((response, request) => {
      if (request.url === '/token') {
        return answering(
          endpoint,
          {},
          endpoint === 200 ? token(++issued) : '{"error":"invalid_client"}',
        )(response, request);
      }
      const [, number = '0'] = /t(\d+)/.exec(request.headers.authorization ?? '') ?? [];
      return (Number(number) <= refusals ? problem(401, {}) : answering(202, {}, '{}'))(response, request);
    });
  }

  test('is renewed once, and the call repeated', async () => {
    const { url, requests } = await platform(1);
    expect(await reaching(url, { credentials: credentials(url) }).contact()).toBeNull();
    expect(requests.map((one) => one.split('/').at(-1))).toEqual([
      'token',
      'taskIndication',
      'token',
      'taskIndication',
    ]);
  });

  test('that stays refused asks the user, and is not hammered', async () => {
    const { url, requests } = await platform(99);
    const here = reaching(url, { credentials: credentials(url) });
    const trouble = await here.contact();
    expect(trouble).toEqual({ kind: 'tokenRefused', why: 'token' });
    expect(saidOf(trouble)).toMatchObject({
      nl: {
        says: 'Het platform weigert onze toegang',
        advice: expect.stringContaining('dit System') as string,
      },
      en: {
        says: 'The platform refuses our access',
        advice: expect.stringContaining('this System') as string,
      },
    });
    if (trouble) expectQueuedAndTimed(here, trouble);
    expect(requests).toHaveLength(4);
    here.loop.networkChanged('online');
    await here.context.surroundings.pass(1_000);
    expect(requests).toHaveLength(4);
    await here.untilNext(() => expect(requests).toHaveLength(6));
  });

  test('whose credentials are refused asks the user for new ones', async () => {
    const { url, requests } = await platform(0, 401);
    const trouble = await reaching(url, { credentials: credentials(url) }).contact();
    expect(trouble).toEqual({ kind: 'tokenRefused', why: 'credentials' });
    expect(saidOf(trouble)).toMatchObject({
      nl: { advice: 'Vraag je beheerder om een nieuw client-ID en geheim.' },
      en: { advice: 'Ask your administrator for a new client ID and secret.' },
    });
    expect(requests).toEqual(['POST /token']);
  });

  test.each([400, 403, 404, 422])(
    'parks nothing when it is the token endpoint that answers %i',
    async (status) => {
      const { url } = await misbehavingServer(problem(status, { code: 'invalid_client' }));
      const { contact, context } = reaching(url, { credentials: credentials(url) });
      expect((await contact())?.kind).toMatch(/^(tokenRefused|answerInvalid)$/);
      expect(context.store.changes.get(changeId)?.state).toBe('queued');
    },
  );

  test('that is fixed is not asked for again', async () => {
    const { url, requests } = await platform(99);
    const trouble = await reaching(url).contact();
    expect(trouble).toEqual({ kind: 'tokenRefused', why: 'fixed' });
    expect(saidOf(trouble)).toMatchObject({
      nl: { says: 'Het platform weigert ons toegangstoken' },
      en: { says: 'The platform refuses our access token' },
    });
    expect(requests).toHaveLength(1);
  });

  test('that is fixed and has expired is not even sent', async () => {
    const { url, requests } = await platform(0);
    const claims = Buffer.from(JSON.stringify({ exp: Date.parse('2026-11-23T07:59:59Z') / 1000 })).toString(
      'base64url',
    );
    const here = reaching(url, { credentials: { bearerToken: `e30.${claims}.c2ln` } });
    const trouble = await here.contact();
    expect(trouble).toEqual({ kind: 'tokenRefused', why: 'expired' });
    expect(saidOf(trouble)).toMatchObject({
      nl: {
        says: 'Ons toegangstoken is verlopen',
        advice: expect.stringContaining('nieuw toegangstoken') as string,
      },
      en: {
        says: 'Our access token has expired',
        advice: expect.stringContaining('new access token') as string,
      },
    });
    await here.context.surroundings.pass(3_600_000);
    expect(requests).toEqual([]);
    await vi.waitFor(() => expect(here.loop.connectivity.trouble?.kind).toBe('tokenRefused'));
  });
});
