/** What is typed on the settings page of an environment, as texts, and what it comes to. Pure. */
import {
  defaultCallsPerSecond,
  EnvironmentSettings,
  secretIssue,
  systemTokenOf,
  type EndpointSettings,
  type SecretName,
  type Secrets,
} from '@contract/environment-settings.ts';
import type { Party } from '@contract/rules/party.ts';

export interface SystemDraft {
  /** Tells rows apart while they are typed. */
  key: string;
  systemId: string;
  cluster: string;
  isDefaultEndpoint: boolean;
  /** A new token; empty keeps the one that is held. */
  token: string;
}

/** Secrets are typed to be replaced; an empty one keeps what is held. */
export interface EnvironmentDraft {
  title: string;
  name: string;
  apiBaseUrl: string;
  authentication: 'oauth' | 'bearer';
  tokenUrl: string;
  clientId: string;
  clientSecret: string;
  bearerToken: string;
  systems: SystemDraft[];
  host: string;
  port: string;
  publicUrl: string;
  allowedCallers: string;
  trustedProxies: string;
  forwardedHeader: EndpointSettings['forwardedHeader'];
  certificate: string;
  endpointKey: string;
  callsPerSecond: string;
  certificateAuthorities: string;
  proxy: 'system' | 'none' | 'address';
  proxyUrl: string;
  proxyPassword: string;
  userName: string;
  orgId: string;
  party: Party;
  active: boolean;
}

/** A field of the draft, or of one of its Systems: `systems/0/token`. */
export type DraftField = string;

export const newSystem = (key: string, isDefaultEndpoint: boolean): SystemDraft => ({
  key,
  systemId: '',
  cluster: '',
  isDefaultEndpoint,
  token: '',
});

/** The draft of an environment that is not there yet; `key` is for its first System. */
export function emptyDraft(key: string): EnvironmentDraft {
  return {
    title: '',
    name: '',
    apiBaseUrl: '',
    authentication: 'oauth',
    tokenUrl: '',
    clientId: '',
    clientSecret: '',
    bearerToken: '',
    systems: [newSystem(key, true)],
    host: '127.0.0.1',
    port: '8443',
    publicUrl: '',
    allowedCallers: '',
    trustedProxies: '',
    forwardedHeader: 'X-Forwarded-For',
    certificate: '',
    endpointKey: '',
    callsPerSecond: String(defaultCallsPerSecond),
    certificateAuthorities: '',
    proxy: 'system',
    proxyUrl: '',
    proxyPassword: '',
    userName: '',
    orgId: '',
    party: 'contractor',
    active: true,
  };
}

const lines = (values: readonly string[]) => values.join('\n');
const valuesOf = (text: string) => text.split(/[\s,;]+/).filter((value) => value !== '');
const orNull = (text: string) => (text.trim() === '' ? null : text.trim());

/** The draft of what is set up. */
export function draftOf(settings: EnvironmentSettings): EnvironmentDraft {
  const { authentication, endpoint, proxy, user, systems, title, name, apiBaseUrl, party, active } = settings;
  return {
    ...emptyDraft(''),
    ...{ title, name, apiBaseUrl, party, active },
    authentication: authentication.kind,
    ...(authentication.kind === 'oauth'
      ? { tokenUrl: authentication.tokenUrl, clientId: authentication.clientId }
      : {}),
    systems: systems.map((system) => ({ ...system, key: system.systemId, token: '' })),
    host: endpoint.host,
    port: String(endpoint.port),
    publicUrl: endpoint.publicUrl ?? '',
    allowedCallers: lines(endpoint.allowedCallers),
    trustedProxies: lines(endpoint.trustedProxies),
    forwardedHeader: endpoint.forwardedHeader,
    certificate: endpoint.certificate ?? '',
    callsPerSecond: String(settings.callsPerSecond),
    certificateAuthorities: settings.certificateAuthorities ?? '',
    proxy: proxy.kind,
    ...(proxy.kind === 'address' ? { proxyUrl: proxy.url } : {}),
    userName: user.userName,
    orgId: user.orgId,
  };
}

/** A name for the folder of an environment, of what people call it; `taken` are those there are. */
export function nameFor(title: string, taken: readonly string[]): string {
  const plain = title
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 36);
  const base = plain === '' ? 'environment' : plain;
  let name = base;
  for (let number = 2; taken.includes(name); number++) name = `${base}-${number}`;
  return name;
}

/** Where an issue of the schema is typed. */
const typedAt: Record<string, DraftField> = {
  'authentication/tokenUrl': 'tokenUrl',
  'authentication/clientId': 'clientId',
  'endpoint/host': 'host',
  'endpoint/port': 'port',
  'endpoint/publicUrl': 'publicUrl',
  'endpoint/allowedCallers': 'allowedCallers',
  'endpoint/trustedProxies': 'trustedProxies',
  'endpoint/certificate': 'certificate',
  'proxy/url': 'proxyUrl',
  'user/userName': 'userName',
  'user/orgId': 'orgId',
};

function fieldOf(path: readonly PropertyKey[]): DraftField {
  const whole = path.map(String).join('/');
  // A line of a list is typed in the field of the list.
  const list = path.slice(0, 2).map(String).join('/');
  return typedAt[whole] ?? typedAt[list] ?? whole;
}

function typedSettings(draft: EnvironmentDraft): unknown {
  const { authentication, tokenUrl, clientId, proxy } = draft;
  return {
    name: draft.name,
    title: draft.title,
    apiBaseUrl: draft.apiBaseUrl.trim(),
    authentication:
      authentication === 'oauth'
        ? { kind: 'oauth', tokenUrl: tokenUrl.trim(), clientId }
        : { kind: 'bearer' },
    systems: draft.systems.map(({ systemId, cluster, isDefaultEndpoint }) => ({
      systemId,
      cluster,
      isDefaultEndpoint,
    })),
    endpoint: {
      host: draft.host.trim(),
      port: draft.port.trim() === '' ? Number.NaN : Number(draft.port),
      publicUrl: orNull(draft.publicUrl),
      allowedCallers: valuesOf(draft.allowedCallers),
      trustedProxies: valuesOf(draft.trustedProxies),
      forwardedHeader: draft.forwardedHeader,
      certificate: orNull(draft.certificate),
    },
    callsPerSecond: Number(draft.callsPerSecond.replace(',', '.')),
    certificateAuthorities: orNull(draft.certificateAuthorities),
    proxy: proxy === 'address' ? { kind: proxy, url: draft.proxyUrl.trim() } : { kind: proxy },
    user: { userName: draft.userName, orgId: draft.orgId },
    party: draft.party,
    active: draft.active,
  };
}

/** The secrets that were typed, by name, with the field each was typed in. */
function typedSecrets(draft: EnvironmentDraft): { name: SecretName; value: string; field: DraftField }[] {
  const typed: { name: SecretName; value: string; field: DraftField }[] = [
    ...draft.systems.map(({ systemId, token }, at) => ({
      name: systemTokenOf(systemId.trim()),
      value: token,
      field: `systems/${at}/token`,
    })),
    draft.authentication === 'oauth'
      ? { name: 'clientSecret', value: draft.clientSecret, field: 'clientSecret' }
      : { name: 'bearerToken', value: draft.bearerToken, field: 'bearerToken' },
    {
      name: 'endpointKey',
      value: draft.certificate.trim() === '' ? '' : draft.endpointKey,
      field: 'endpointKey',
    },
    {
      name: 'proxyPassword',
      value: draft.proxy === 'address' ? draft.proxyPassword : '',
      field: 'proxyPassword',
    },
  ];
  return typed.map((one) => ({ ...one, value: one.value.trim() })).filter(({ value }) => value !== '');
}

export type Meant =
  | { kind: 'meant'; settings: EnvironmentSettings; secrets: Secrets }
  /** The fields with something in them that can't be taken. */
  | { kind: 'wrong'; fields: ReadonlySet<DraftField> };

/** What a draft comes to. */
export function meantBy(draft: EnvironmentDraft): Meant {
  const parsed = EnvironmentSettings.safeParse(typedSettings(draft));
  const secrets = typedSecrets(draft);
  const wrong = new Set([
    ...(parsed.error?.issues.map(({ path }) => fieldOf(path)) ?? []),
    ...secrets.filter(({ name, value }) => secretIssue(name, value) !== null).map(({ field }) => field),
  ]);
  if (!parsed.success || wrong.size > 0) return { kind: 'wrong', fields: wrong };
  return {
    kind: 'meant',
    settings: parsed.data,
    secrets: Object.fromEntries(secrets.map(({ name, value }) => [name, value])),
  };
}
