/** A proxy on the way: used where it should be, and its failures told apart from those of the platform. */
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { certificate } from '../../support/certificates.ts';
import { connectProxy } from '../../support/connect-proxy.ts';
import {
  answering,
  deadPort,
  misbehavingServer,
  misbehavingSocket,
  problem,
  secureServer,
} from '../../support/misbehaving.ts';
import { expectQueuedAndTimed, reaching, saidOf } from '../../support/reach.ts';

const accepted = answering(202, { 'content-type': 'application/json' }, '{}');
/** Nobody resolves it: whoever answers to it is behind the proxy. */
const host = 'platform.invalid';

async function platformBehind(refusal: number | null = null, answer = accepted) {
  const pems = await certificate({ name: host });
  const platform = await secureServer(pems, answer);
  const proxy = await connectProxy(platform.port, refusal);
  return { platform, proxy, url: `https://${host}:${platform.port}`, certificateAuthorities: [pems.cert] };
}

describe('a proxy', () => {
  test('leads to the platform, over TLS from end to end, with its credentials', async () => {
    const { platform, proxy, url, certificateAuthorities } = await platformBehind();
    const setting = { url: `http://sanne:s%20ecret@127.0.0.1:${proxy.port}` };
    const here = reaching(url, { certificateAuthorities, proxy: setting });
    expect(await here.contact()).toBeNull();
    expect(proxy.asked).toEqual([`${host}:${platform.port}`]);
    expect(proxy.credentials).toEqual([`Basic ${Buffer.from('sanne:s ecret').toString('base64')}`]);
    expect(platform.requests).toEqual(['POST /outTask/v1/taskIndication']);
    expect(platform.headers[0]).not.toHaveProperty('proxy-authorization');
  });

  test('is not asked for this machine itself', async () => {
    const platform = await misbehavingServer(accepted);
    const proxy = await connectProxy(platform.port);
    const setting = { url: `http://127.0.0.1:${proxy.port}` };
    for (const name of ['127.0.0.1', 'localhost']) {
      expect(await reaching(`http://${name}:${platform.port}`, { proxy: setting }).contact()).toBeNull();
    }
    expect([proxy.asked.length, platform.requests.length]).toEqual([0, 2]);
  });

  test('is not asked for hosts that need none', async () => {
    const { proxy, url, certificateAuthorities } = await platformBehind();
    const setting = { url: `http://127.0.0.1:${proxy.port}`, noProxy: 'other.example,.invalid' };
    const trouble = await reaching(url, { certificateAuthorities, proxy: setting }).contact();
    expect(trouble).toMatchObject({ kind: 'nameNotResolved', host });
    expect(proxy.asked).toEqual([]);
  });

  test('of the variables of the process is asked when none is set, and not when none is wanted', async () => {
    const { proxy, url, certificateAuthorities } = await platformBehind();
    vi.stubEnv('HTTPS_PROXY', `http://127.0.0.1:${proxy.port}`);
    vi.stubEnv('https_proxy', undefined);
    vi.stubEnv('NO_PROXY', '');
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(await reaching(url, { certificateAuthorities, proxy: null }).contact()).toMatchObject({
      kind: 'nameNotResolved',
    });
    expect(await reaching(url, { certificateAuthorities, proxy: undefined }).contact()).toBeNull();
    expect(proxy.asked).toHaveLength(1);
  });
});

describe('what a proxy does is not laid at the door of the platform', () => {
  const cases = [
    [
      407,
      'credentials',
      'De proxy wil een gebruikersnaam en wachtwoord',
      'The proxy wants a user name and password',
    ],
    [403, 'denied', 'De proxy laat ons niet door', 'The proxy does not let us through'],
    [502, 'noWay', 'De proxy komt niet bij het platform', 'The proxy does not get through to the platform'],
  ] as const;

  test.each(cases)('it answers %i: %s', async (status, why, nl, en) => {
    const { platform, proxy, url, certificateAuthorities } = await platformBehind(status);
    const at = `127.0.0.1:${proxy.port}`;
    const here = reaching(url, { certificateAuthorities, proxy: { url: `http://${at}` } });
    const trouble = await here.contact();
    expect(trouble).toEqual({ kind: 'proxyFailed', why, proxy: at, status, cause: null });
    const said = saidOf(trouble);
    expect([said.nl.says, said.en.says]).toEqual([nl, en]);
    expect([said.nl.advice, said.en.advice].every((advice) => advice.includes(at))).toBe(true);
    expect(platform.requests).toEqual([]);
    if (trouble) expectQueuedAndTimed(here, trouble);
  });

  test.each([
    ['refuses connections', deadPort, 'ECONNREFUSED'],
    ['cuts connections', () => misbehavingSocket((socket) => socket.destroy()), 'UND_ERR_SOCKET'],
    ['does not answer', () => misbehavingSocket(() => undefined), 'UND_ERR_HEADERS_TIMEOUT'],
  ])('it %s', async (_name, open, cause) => {
    const at = `127.0.0.1:${await open()}`;
    const here = reaching(`https://${host}`, { proxy: { url: `http://${at}` } });
    const trouble = await here.contact();
    expect(trouble).toEqual({ kind: 'proxyFailed', why: 'unreachable', proxy: at, status: null, cause });
    const said = saidOf(trouble);
    expect([said.nl.says, said.en.says]).toEqual(['De proxy antwoordt niet', 'The proxy does not answer']);
    if (trouble) expectQueuedAndTimed(here, trouble);
  });

  test("and what the platform does behind it is the platform's", async () => {
    const { proxy, url, certificateAuthorities } = await platformBehind(null, problem(503, {}));
    const setting = { url: `http://127.0.0.1:${proxy.port}` };
    expect(await reaching(url, { certificateAuthorities, proxy: setting }).contact()).toMatchObject({
      kind: 'platformDown',
    });
    expect(await reaching(url, { certificateAuthorities: [], proxy: setting }).contact()).toMatchObject({
      kind: 'tlsFailed',
      why: 'unknownIssuer',
    });
  });
});
