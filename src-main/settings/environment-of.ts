/** What is set up of an environment, and its secrets, brought together into what the engine runs. */
import {
  secretsNeeded,
  systemTokenOf,
  type EnvironmentSettings,
  type SecretName,
} from '../contract/environment-settings.ts';
import { EndpointOptions } from '../contract/endpoint/options.ts';
import type { Credentials, Environment } from '../contract/processes.ts';
import type { Vault } from './vault.ts';

export type Assembled =
  | { kind: 'environment'; environment: Environment }
  /** Secrets that it can't do without are not here. */
  | { kind: 'incomplete'; missing: SecretName[] };

function credentialsOf(
  { authentication }: EnvironmentSettings,
  secret: (name: SecretName) => string,
): Credentials {
  if (authentication.kind === 'bearer') return { bearerToken: secret('bearerToken') };
  const { tokenUrl, clientId } = authentication;
  return { tokenUrl, clientId, clientSecret: secret('clientSecret') };
}

function endpointOf(
  { endpoint }: EnvironmentSettings,
  secret: (name: SecretName) => string,
): EndpointOptions {
  const { certificate, host, port, allowedCallers, trustedProxies, forwardedHeader } = endpoint;
  const tls = certificate === null ? null : { certificate, key: secret('endpointKey') };
  return EndpointOptions.parse({ host, port, allowedCallers, trustedProxies, forwardedHeader, tls });
}

/** The address of a proxy with its password in it, as HTTP clients take it. */
function withPassword(address: string, password: string | null): string {
  const url = new URL(address);
  if (password !== null) url.password = encodeURIComponent(password);
  return url.href;
}

/**
 * The environment with its secrets from the vault. `systemProxy` is asked for the proxy of the system towards an
 * address; null goes straight.
 */
export async function environmentOf(
  settings: EnvironmentSettings,
  vault: Vault,
  systemProxy: (address: string) => Promise<string | null>,
): Promise<Assembled> {
  const { name, proxy, user, systems, apiBaseUrl, callsPerSecond, certificateAuthorities, party } = settings;
  const needed = secretsNeeded(settings);
  const held = new Map<SecretName, string>();
  for (const one of needed) {
    const value = await vault.get(name, one);
    if (value !== null) held.set(one, value);
  }
  const missing = needed.filter((one) => !held.has(one));
  if (missing.length > 0) return { kind: 'incomplete', missing };
  const secret = (one: SecretName) => held.get(one) ?? '';
  const proxyUrl = {
    none: () => Promise.resolve(null),
    system: () => systemProxy(apiBaseUrl),
    address: async () =>
      proxy.kind === 'address' ? withPassword(proxy.url, await vault.get(name, 'proxyPassword')) : null,
  };
  const url = await proxyUrl[proxy.kind]();
  return {
    kind: 'environment',
    environment: {
      name,
      apiBaseUrl,
      credentials: credentialsOf(settings, secret),
      systems: systems.map((system) => ({
        ...system,
        orgId: user.orgId,
        token: secret(systemTokenOf(system.systemId)),
      })),
      endpoint: endpointOf(settings, secret),
      publicUrl: settings.endpoint.publicUrl,
      callsPerSecond,
      ...(certificateAuthorities === null ? {} : { certificateAuthorities: [certificateAuthorities] }),
      proxy: url === null ? null : { url },
      user,
      party,
    },
  };
}
