import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { EndpointSystem } from '../../../../src-main/contract/endpoint/options.ts';
import { sameSecret } from '../../../../src-main/equitri/bearer.ts';
import { authentication } from '../../../../src-main/equitri/endpoint/authentication.ts';

vi.mock(import('../../../../src-main/equitri/bearer.ts'), { spy: true });

const north: EndpointSystem = {
  systemId: 'NORTH',
  cluster: 'ZH-NOORD',
  token: 'the-token-of-north',
  isDefaultEndpoint: true,
};
const south: EndpointSystem = {
  systemId: 'SOUTH',
  cluster: 'ZH-ZUID',
  token: 'the-token-of-south',
  isDefaultEndpoint: false,
};
const authenticate = authentication([north, south]);

describe('the System a call is for', () => {
  test.each([
    ['the one named, with its token', south.token, 'SOUTH', 'ZH-ZUID', 'SOUTH', null],
    ['the one named, without a cluster', south.token, 'SOUTH', undefined, 'SOUTH', null],
    [
      'the default for a System that is not ours',
      north.token,
      'EAST',
      'ZH-OOST',
      'NORTH',
      ['EAST', 'ZH-OOST'],
    ],
    ['the default for another cluster', north.token, 'NORTH', 'ZH-OOST', 'NORTH', ['NORTH', 'ZH-OOST']],
  ])('is %s', (_what, token, systemId, cluster, ours, other) => {
    const inPlaceOf = other && { systemId: other[0], cluster: other[1] };
    const result = authenticate({ token, systemId, cluster });
    expect(result).toMatchObject({ called: { systemId: ours, inPlaceOf } });
    expect(JSON.stringify(result)).not.toContain('token');
  });

  test.each([
    ['with the token of another', north.token, 'SOUTH', 'ZH-ZUID', 'token'],
    ['unknown, with a token that is not the default one', south.token, 'EAST', 'ZH-OOST', 'token'],
    ['unknown, in a cluster that has a System of its own', north.token, 'EAST', 'ZH-ZUID', 'token'],
    ['unknown, without a cluster', north.token, 'EAST', undefined, 'token'],
    ['not named', north.token, undefined, 'ZH-OOST', 'token'],
    ['of another cluster, and not the default', south.token, 'SOUTH', 'ZH-OOST', 'cluster'],
    ['the default, for a cluster that has a System of its own', north.token, 'NORTH', 'ZH-ZUID', 'cluster'],
  ])('is refused when it is %s', (_what, token, systemId, cluster, refused) => {
    expect(authenticate({ token, systemId, cluster })).toEqual({ refused });
  });

  test('has no stand-in where there is no default endpoint', () => {
    const alone = authentication([south]);
    expect(alone({ token: south.token, systemId: 'EAST', cluster: 'ZH-OOST' })).toEqual({ refused: 'token' });
  });

  test('is told nobody without a token of ours', () => {
    const any = fc.record({
      token: fc.string(),
      systemId: fc.option(fc.oneof(fc.constantFrom('NORTH', 'SOUTH', 'constructor'), fc.string()), {
        nil: undefined,
      }),
      cluster: fc.option(fc.oneof(fc.constantFrom('ZH-NOORD', 'ZH-ZUID'), fc.string()), { nil: undefined }),
    });
    fc.assert(fc.property(any, (given) => void expect(authenticate(given)).toEqual({ refused: 'token' })));
  });

  test('costs as many comparisons when it is not known as when the token is wrong', () => {
    const comparisons = (systemId: string | undefined) => {
      vi.mocked(sameSecret).mockClear();
      expect(authenticate({ token: 'wrong', systemId, cluster: 'ZH-OOST' })).toEqual({ refused: 'token' });
      return vi.mocked(sameSecret).mock.calls.length;
    };
    expect(comparisons('SOUTH')).toBeGreaterThan(0);
    for (const systemId of ['NORTH', 'EAST', undefined]) {
      expect(comparisons(systemId)).toBe(comparisons('SOUTH'));
    }
  });
});
