import { describe, expect, test } from 'vitest';
import type {
  EnvironmentSettings,
  SecretName,
  Secrets,
} from '../../../src-main/contract/environment-settings.ts';
import { Environment } from '../../../src-main/contract/processes.ts';
import { environmentOf } from '../../../src-main/settings/environment-of.ts';
import { proxyOf } from '../../../src-main/settings/proxy-of.ts';
import { memoryVault } from '../../../src-main/settings/vault.ts';
import { secrets, settingsOf } from '../../support/environment-settings.ts';

async function assembled(settings: EnvironmentSettings, held: Secrets = secrets) {
  const vault = memoryVault();
  for (const [name, value] of Object.entries(held))
    await vault.put(settings.name, name as SecretName, value ?? '');
  return environmentOf(settings, vault, (address) =>
    Promise.resolve(`http://proxy-for.${new URL(address).host}`),
  );
}

async function environmentFrom(settings: EnvironmentSettings, held?: Secrets) {
  const found = await assembled(settings, held);
  if (found.kind !== 'environment') throw new Error(`missing ${found.missing.join(', ')}`);
  return Environment.parse(found.environment);
}

describe('an environment', () => {
  test('is its settings with the secrets in their places', async () => {
    expect(await environmentFrom(settingsOf())).toMatchObject({
      name: 'acceptance',
      credentials: { clientId: 'client', clientSecret: 'a-client-secret' },
      systems: [{ systemId: 'CONTR-ZH-01', orgId: 'CONTR-ZH', token: 'a-system-token-of-some-length' }],
      endpoint: { tls: null },
      proxy: null,
    });
  });

  test('has a fixed token where that is how it gets in', async () => {
    const settings = settingsOf({ authentication: { kind: 'bearer' } });
    const environment = await environmentFrom(settings, { ...secrets, bearerToken: 'a.b.c' });
    expect(environment.credentials).toEqual({ bearerToken: 'a.b.c' });
  });

  test('says which secrets are missing, all of them', async () => {
    const certificate = '-----BEGIN CERTIFICATE-----';
    const settings = settingsOf({ endpoint: { ...settingsOf().endpoint, certificate } });
    expect(await assembled(settings, {})).toEqual({
      kind: 'incomplete',
      missing: ['clientSecret', 'systemToken CONTR-ZH-01', 'endpointKey'],
    });
    expect(await assembled(settings, { ...secrets, endpointKey: 'key' })).toMatchObject({
      environment: { endpoint: { tls: { certificate, key: 'key' } } },
    });
  });

  test('goes over the proxy that is set up, with its password, or over that of the system', async () => {
    const proxy = { kind: 'address', url: 'http://sanne@proxy.example.org:3128' } as const;
    expect(
      (await environmentFrom(settingsOf({ proxy }), { ...secrets, proxyPassword: 'p@ss' })).proxy,
    ).toEqual({
      url: 'http://sanne:p%40ss@proxy.example.org:3128/',
    });
    expect((await environmentFrom(settingsOf({ proxy: { kind: 'system' } }))).proxy).toEqual({
      url: 'http://proxy-for.api.acc.example.org',
    });
  });
});

describe('the proxy of the system', () => {
  test.each([
    ['DIRECT', null],
    ['PROXY proxy.example.org:3128; DIRECT', 'http://proxy.example.org:3128'],
    ['HTTPS proxy.example.org:443', 'https://proxy.example.org:443'],
    ['SOCKS5 socks.example.org:1080; PROXY proxy.example.org:80', 'http://proxy.example.org:80'],
    ['SOCKS socks.example.org:1080', null],
    ['', null],
  ])('of %s is %s', (answer, address) => {
    expect(proxyOf(answer)).toBe(address);
  });
});
