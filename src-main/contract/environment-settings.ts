/**
 * What is set up of an environment, by hand or by a provisioning file: all that may be read again. Secrets are not in
 * it; they go into the vault and are never given out.
 */
import { z } from 'zod';
import { EndpointOptions } from './endpoint/options.ts';
import { FailureSchema } from './errors.ts';
import { Party } from './rules/party.ts';

/** Also the name of its folder in the profile: environments never share a file. */
export const EnvironmentName = z
  .string()
  .regex(/^[a-z0-9-]{1,40}$/, 'wants small letters, digits and hyphens');

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** An address over TLS; plain HTTP stays on this machine, for tokens travel in it. */
export const SecureAddress = z.url({ protocol: /^https?$/ }).refine((address) => {
  if (!URL.canParse(address)) return true; // said already
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || loopback.test(hostname);
}, 'wants https');

/** How we show who we are to the platform (contract section 2). */
export const Authentication = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('oauth'),
    tokenUrl: SecureAddress,
    clientId: z.string().trim().min(1).max(255),
  }),
  /** A fixed bearer token: the older way. */
  z.strictObject({ kind: z.literal('bearer') }),
]);
export type Authentication = z.infer<typeof Authentication>;

const code = z
  .string()
  .trim()
  .min(1)
  .max(255)
  .regex(/^[\x21-\x7e]+$/, 'wants no spaces and no accents');

/** A System as it is registered with the platform (contract section 1); its token is a secret. */
export const SystemSettings = z.strictObject({
  systemId: code,
  cluster: code,
  isDefaultEndpoint: z.boolean(),
});
export type SystemSettings = z.infer<typeof SystemSettings>;

const pem = (kind: string) =>
  z.string().regex(new RegExp(`-----BEGIN ${kind}-----`), `wants PEM with BEGIN ${kind}`);

export const EndpointSettings = EndpointOptions.pick({
  host: true,
  port: true,
  allowedCallers: true,
  trustedProxies: true,
  forwardedHeader: true,
}).extend({
  /** What the platform is told to call; null where it reaches us as we listen. */
  publicUrl: z.url({ protocol: /^https?$/ }).nullable(),
  /** Our own certificate, with its chain; the key is a secret. Null listens without TLS. */
  certificate: pem('CERTIFICATE').nullable(),
});
export type EndpointSettings = z.infer<typeof EndpointSettings>;

/** How calls to the platform leave this network. */
export const ProxySettings = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('system') }),
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('address'), url: z.url({ protocol: /^https?$/ }) }),
]);
export type ProxySettings = z.infer<typeof ProxySettings>;

/** A rate limit that the platform was agreed with (contract rule 9, A-39). */
export const defaultCallsPerSecond = 5;

/** Systems of one organization: one a cluster, one of them at most the default endpoint. */
export function systemIssues(
  systems: readonly SystemSettings[],
): { at: number; field: keyof SystemSettings; message: string }[] {
  return systems.flatMap((system, at) => {
    const earlier = systems.slice(0, at);
    const has = (same: (other: SystemSettings) => boolean) => earlier.some(same);
    return [
      ...(has(({ systemId }) => systemId === system.systemId)
        ? [{ at, field: 'systemId' as const, message: 'is there twice' }]
        : []),
      ...(has(({ cluster }) => cluster === system.cluster)
        ? [{ at, field: 'cluster' as const, message: 'has a System already' }]
        : []),
      ...(system.isDefaultEndpoint && has(({ isDefaultEndpoint }) => isDefaultEndpoint)
        ? [{ at, field: 'isDefaultEndpoint' as const, message: 'is another System already' }]
        : []),
    ];
  });
}

export const EnvironmentSettings = z.strictObject({
  name: EnvironmentName,
  /** What people call it. */
  title: z.string().trim().min(1).max(60),
  apiBaseUrl: SecureAddress,
  authentication: Authentication,
  systems: z
    .array(SystemSettings)
    .min(1)
    .max(50)
    .superRefine((systems, context) => {
      for (const { at, field, message } of systemIssues(systems))
        context.addIssue({ code: 'custom', path: [at, field], message });
    }),
  endpoint: EndpointSettings,
  /** Calls to the platform a second, at most. */
  callsPerSecond: z.number().positive().max(1000),
  /** Authorities trusted besides those of the system: PEM, one or more. Null adds none. */
  certificateAuthorities: pem('CERTIFICATE').nullable(),
  proxy: ProxySettings,
  /** Who works here: written under every change. */
  user: z.strictObject({ userName: z.string().trim().min(1).max(255), orgId: code }),
  /** The part our organization plays: what it may write and which steps it may take. */
  party: Party,
  /** False keeps everything and calls nobody. */
  active: z.boolean(),
});
export type EnvironmentSettings = z.infer<typeof EnvironmentSettings>;

/** The secrets an environment can have; the token of a System by its id. */
export const SecretName = z.union([
  z.enum(['clientSecret', 'bearerToken', 'endpointKey', 'proxyPassword']),
  z.templateLiteral(['systemToken ', z.string().min(1)]),
]);
export type SecretName = z.infer<typeof SecretName>;

/** The name of a System's token. */
export const systemTokenOf = (systemId: string): SecretName => `systemToken ${systemId}`;

const visible = /^[\x21-\x7e]+$/;
/** The value of a secret by its name: tokens are one word, a key is PEM. */
export function secretIssue(name: SecretName, value: string): string | null {
  if (name === 'endpointKey')
    return /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(value) ? null : 'wants a PEM key';
  if (value.length === 0 || value.length > 10_000) return 'wants 1 to 10,000 characters';
  if (!visible.test(value)) return 'wants no spaces and no accents';
  return name.startsWith('systemToken ') && value.length < 16 ? 'wants 16 characters or more' : null;
}

export const Secrets = z.partialRecord(SecretName, z.string()).superRefine((secrets, context) => {
  for (const [name, value] of Object.entries(secrets)) {
    const message = secretIssue(name as SecretName, value ?? '');
    if (message !== null) context.addIssue({ code: 'custom', path: [name], message });
  }
});
export type Secrets = z.infer<typeof Secrets>;

/** The secrets that an environment can't do without. */
export function secretsNeeded({ authentication, systems, endpoint }: EnvironmentSettings): SecretName[] {
  return [
    authentication.kind === 'oauth' ? 'clientSecret' : 'bearerToken',
    ...systems.map(({ systemId }) => systemTokenOf(systemId)),
    ...(endpoint.certificate === null ? [] : (['endpointKey'] as const)),
  ];
}

/** A file by which IT sets up a machine: the same as the settings page, in one go. */
export const Provisioning = z.strictObject({
  patchdesk: z.literal('provisioning 1'),
  environments: z
    .array(z.strictObject({ settings: EnvironmentSettings, secrets: Secrets.default({}) }))
    .min(1)
    .max(20),
  /** The environment that is shown at the first start. */
  show: EnvironmentName.nullable().default(null),
});
export type Provisioning = z.infer<typeof Provisioning>;

/** What is known of the platform itself (domain reference 4.4 and 5.1); every other environment is typed by hand. */
export const production = {
  apiBaseUrl: 'https://api.task.gridsz.com',
  tokenUrl: 'https://api.task.gridsz.com/connector/api/v1/authorization/connect/token',
} as const;

/** The sandbox network is always there; it has no settings. */
export const sandboxName = 'sandbox';

/** What became of an environment in the engine. */
export const EnvironmentState = z.discriminatedUnion('kind', [
  /** It is being opened. */
  z.object({ kind: z.literal('opening') }),
  z.object({ kind: z.literal('open'), endpoint: z.url() }),
  /** It needs secrets that are not here. */
  z.object({ kind: z.literal('incomplete'), missing: z.array(SecretName) }),
  z.object({ kind: z.literal('inactive') }),
  z.object({ kind: z.literal('failed'), failure: FailureSchema }),
]);
export type EnvironmentState = z.infer<typeof EnvironmentState>;
