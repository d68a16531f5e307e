/** What people call a secret. */
import type { SecretName } from '@contract/environment-settings.ts';
import type { Texts } from '../../messages/en.ts';

export function nameOfSecret({ environments }: Texts, name: SecretName): string {
  const [kind, systemId] = name.split(' ', 2);
  if (kind === 'systemToken' && systemId !== undefined) return environments.tokenOf(systemId);
  return environments.secretNames[name] ?? name;
}
