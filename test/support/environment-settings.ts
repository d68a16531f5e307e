import type { EnvironmentSettings, Secrets } from '../../src-main/contract/environment-settings.ts';

/** Settings of an environment as somebody would type them. */
export function settingsOf(part: Partial<EnvironmentSettings> = {}): EnvironmentSettings {
  return {
    name: 'acceptance',
    title: 'Acceptance',
    apiBaseUrl: 'https://api.acc.example.org',
    authentication: { kind: 'oauth', tokenUrl: 'https://api.acc.example.org/token', clientId: 'client' },
    systems: [{ systemId: 'CONTR-ZH-01', cluster: 'ZH-NOORD', isDefaultEndpoint: true }],
    endpoint: {
      host: '127.0.0.1',
      port: 8443,
      publicUrl: null,
      allowedCallers: ['198.51.100.0/24', '2001:db8::/32'],
      trustedProxies: [],
      forwardedHeader: 'X-Forwarded-For',
      certificate: null,
    },
    callsPerSecond: 5,
    certificateAuthorities: null,
    proxy: { kind: 'none' },
    user: { userName: 'Sanne de Vries', orgId: 'CONTR-ZH' },
    party: 'contractor',
    active: true,
    ...part,
  };
}

/** The secrets that those settings need. */
export const secrets: Secrets = {
  clientSecret: 'a-client-secret',
  'systemToken CONTR-ZH-01': 'a-system-token-of-some-length',
};
