import type { EnvironmentSettings } from '@contract/environment-settings.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  draftOf,
  emptyDraft,
  meantBy,
  nameFor,
  newSystem,
} from '../../../src-renderer/features/environments/draft.ts';
import { settingsOf } from '../../support/environment-settings.ts';

const code = fc.stringMatching(/^[A-Z0-9-]{1,12}$/);
const pem = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----';

const anySettings: fc.Arbitrary<EnvironmentSettings> = fc
  .record({
    systems: fc.uniqueArray(fc.record({ systemId: code, cluster: code }), {
      minLength: 1,
      maxLength: 4,
      selector: ({ systemId }) => systemId,
    }),
    authentication: fc.constantFrom(
      { kind: 'bearer' } as const,
      { kind: 'oauth', tokenUrl: 'https://example.org/token', clientId: 'client' } as const,
    ),
    port: fc.integer({ min: 0, max: 65_535 }),
    publicUrl: fc.constantFrom(null, 'https://patchdesk.example.org/equitri'),
    allowedCallers: fc.uniqueArray(fc.constantFrom('198.51.100.0/24', '2001:db8::/32', '192.0.2.1')),
    certificate: fc.constantFrom(null, pem),
    callsPerSecond: fc.constantFrom(0.5, 5, 100),
    proxy: fc.constantFrom(
      { kind: 'system' } as const,
      { kind: 'none' } as const,
      { kind: 'address', url: 'http://proxy.example.org:3128' } as const,
    ),
    active: fc.boolean(),
  })
  .map(({ port, publicUrl, allowedCallers, certificate, systems, ...part }) => {
    const clusters = new Set<string>();
    const own = systems.filter(({ cluster }) => !clusters.has(cluster) && clusters.add(cluster));
    return settingsOf({
      ...part,
      systems: own.map((system, at) => ({ ...system, isDefaultEndpoint: at === 0 })),
      endpoint: { ...settingsOf().endpoint, port, publicUrl, allowedCallers, certificate },
    });
  });

describe('the draft of an environment', () => {
  it('comes to what is set up when nothing is typed, whatever is set up, and to no secret', () => {
    fc.assert(
      fc.property(anySettings, (settings) => {
        expect(meantBy(draftOf(settings))).toEqual({ kind: 'meant', settings, secrets: {} });
      }),
    );
  });

  it('marks everything that is missing from a new one', () => {
    const meant = meantBy(emptyDraft('1'));
    expect(meant.kind === 'wrong' && [...meant.fields].sort()).toEqual([
      'apiBaseUrl',
      'clientId',
      'name',
      'orgId',
      'systems/0/cluster',
      'systems/0/systemId',
      'title',
      'tokenUrl',
      'userName',
    ]);
  });

  it.each([
    [{ apiBaseUrl: 'http://api.example.org' }, 'apiBaseUrl'],
    [{ apiBaseUrl: 'api.example.org' }, 'apiBaseUrl'],
    [{ port: '70000' }, 'port'],
    [{ port: '' }, 'port'],
    [{ port: '80a' }, 'port'],
    [{ host: 'localhost' }, 'host'],
    [{ allowedCallers: '198.51.100.0/24, 10.0.0.0/40' }, 'allowedCallers'],
    [{ trustedProxies: 'proxy.example.org' }, 'trustedProxies'],
    [{ certificate: 'AAAA' }, 'certificate'],
    [{ callsPerSecond: '0' }, 'callsPerSecond'],
    [{ callsPerSecond: 'five' }, 'callsPerSecond'],
    [{ proxy: 'address', proxyUrl: 'proxy:3128' }, 'proxyUrl'],
    [{ clientSecret: 'two words' }, 'clientSecret'],
    [{ certificate: pem, endpointKey: 'no key' }, 'endpointKey'],
  ] as const)('marks what can not be taken: %j', (typed, field) => {
    const meant = meantBy({ ...draftOf(settingsOf()), ...typed });
    expect(meant.kind === 'wrong' && [...meant.fields]).toEqual([field]);
  });

  it('marks a token that is too short, and a second System of a cluster', () => {
    const draft = draftOf(settingsOf());
    const systems = [
      ...draft.systems,
      { ...newSystem('2', true), systemId: 'CONTR-ZH-02', cluster: 'ZH-NOORD', token: 'short' },
    ];
    const meant = meantBy({ ...draft, systems });
    expect(meant.kind === 'wrong' && [...meant.fields].sort()).toEqual([
      'systems/1/cluster',
      'systems/1/isDefaultEndpoint',
      'systems/1/token',
    ]);
  });

  it('hands over the secrets that were typed, and none of the ways in that are not used', () => {
    const draft = {
      ...draftOf(settingsOf()),
      clientSecret: ' new-secret ',
      bearerToken: 'x',
      proxyPassword: 'y',
    };
    const systems = draft.systems.map((system) => ({ ...system, token: 'a-token-of-sixteen' }));
    expect(meantBy({ ...draft, systems })).toMatchObject({
      secrets: { clientSecret: 'new-secret', 'systemToken CONTR-ZH-01': 'a-token-of-sixteen' },
    });
  });

  it('takes numbers as they are written here', () => {
    expect(meantBy({ ...draftOf(settingsOf()), callsPerSecond: '2,5' })).toMatchObject({
      settings: { callsPerSecond: 2.5 },
    });
  });
});

describe('the name of a new environment', () => {
  it('is made of what people call it, and of no two the same', () => {
    expect(nameFor('Acceptatie (Gridsz) é', [])).toBe('acceptatie-gridsz-e');
    expect(nameFor('Test', ['test', 'test-2'])).toBe('test-3');
    expect(nameFor('???', [])).toBe('environment');
    fc.assert(
      fc.property(fc.string(), (title) => {
        expect(nameFor(title, ['sandbox'])).toMatch(/^[a-z0-9-]{1,40}$/);
      }),
    );
  });
});
