import { describe, expect, test } from 'vitest';
import { EndpointOptions, EndpointSystems } from '../../../../src-main/contract/endpoint/options.ts';
import { parseInput, PatchdeskError } from '../../../../src-main/contract/errors.ts';

const system = {
  systemId: 'CONTR-ZH-01',
  cluster: 'ZH-NOORD',
  token: 'a-system-token-of-some-length',
  isDefaultEndpoint: true,
};
const other = { ...system, systemId: 'CONTR-ZH-02', isDefaultEndpoint: false };

const issuesIn = (parse: () => unknown) => {
  try {
    parse();
  } catch (thrown) {
    return thrown instanceof PatchdeskError && thrown.failure.code === 'INPUT_INVALID'
      ? thrown.failure.detail.issues
      : thrown;
  }
  return [];
};

describe('the options of the endpoint', () => {
  test('are this machine only, without TLS, when nothing is said', () => {
    expect(EndpointOptions.parse({})).toMatchObject({
      host: '127.0.0.1',
      port: 0,
      tls: null,
      allowedCallers: [],
      trustedProxies: [],
      forwardedHeader: 'X-Forwarded-For',
    });
  });

  test('are the same after they went to another process', () => {
    const options = EndpointOptions.parse({
      host: '::',
      allowedCallers: ['::ffff:10.0.0.0/104', '192.0.2.7'],
    });
    expect(EndpointOptions.parse(structuredClone(options))).toEqual(options);
  });

  test('name each range that is wrong, where it stands and why', () => {
    const wrong = {
      allowedCallers: ['192.0.2.0/24', '10.0.0.5/8'],
      trustedProxies: ['proxy'],
      host: 'localhost',
    };
    expect(issuesIn(() => parseInput(EndpointOptions, wrong, 'settings'))).toEqual([
      { path: '/host', message: expect.any(String) as string },
      {
        path: '/allowedCallers/1',
        message: '"10.0.0.5/8" has bits behind its prefix; the network is 10.0.0.0/8',
      },
      { path: '/trustedProxies/0', message: '"proxy" is no IP address or range such as 192.0.2.0/24' },
    ]);
  });
});

describe('the Systems of an endpoint', () => {
  test('have each id once and one default endpoint at most', () => {
    expect(EndpointSystems.parse([system, other])).toEqual([system, other]);
    expect(EndpointSystems.safeParse([]).success).toBe(false);
    expect(issuesIn(() => parseInput(EndpointSystems, [system, system], 'settings'))).toEqual([
      { path: '/1/systemId', message: '"CONTR-ZH-01" is there twice' },
      { path: '', message: 'has more than one default endpoint' },
    ]);
  });
});
