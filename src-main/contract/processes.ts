/** What the shell (or a headless command) and the processes it starts tell each other. */
import { z } from 'zod';
import { FailureSchema } from './errors.ts';
import { Party } from './rules/party.ts';
import { SandboxParty, SystemRegistration } from './sandbox.ts';

/** OAuth 2.0 client credentials (contract section 2). Held in memory only, never in the database or a log. */
export const ClientCredentials = z.strictObject({
  tokenUrl: z.url(),
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
});
export type ClientCredentials = z.infer<typeof ClientCredentials>;

/** A fixed bearer token, the older way (contract section 2). Held like the other credentials: in memory only. */
export const BearerCredentials = z.strictObject({ bearerToken: z.string().min(1) });
export type BearerCredentials = z.infer<typeof BearerCredentials>;

/** What happened to the network of this machine, as whoever noticed it says. */
export const NetworkChange = z.enum(['resumed', 'online', 'offline', 'changed']);
export type NetworkChange = z.infer<typeof NetworkChange>;

/** The proxy on the way out; hosts in `noProxy` (as in the variable of that name) are called directly. */
export const ProxySetting = z.strictObject({
  /** May carry a user name and a password, so it is held like the credentials. */
  url: z.url({ protocol: /^https?$/ }),
  noProxy: z.string().optional(),
});
export type ProxySetting = z.infer<typeof ProxySetting>;

/** One environment of the platform, and the System we are in it. */
export const Environment = z.strictObject({
  /** Also the name of its folder in the profile: environments never share a file. */
  name: z.string().regex(/^[a-z0-9-]{1,40}$/),
  apiBaseUrl: z.url(),
  credentials: z.union([ClientCredentials, BearerCredentials]),
  /** PEM; trusted besides those that the system and Node trust. */
  certificateAuthorities: z.array(z.string().min(1)).optional(),
  /** Left out, the variables of the process say (`HTTPS_PROXY`, `NO_PROXY`); null is none, whatever they say. */
  proxy: ProxySetting.nullable().optional(),
  system: SystemRegistration.omit({ endpoint: true }),
  /** The port our endpoint listens on; 0 takes a free one. */
  endpointPort: z.number().int().min(0).max(65_535),
  /** Calls to the platform a second, at most (contract rule 9, A-39). */
  callsPerSecond: z.number().positive(),
  user: z.strictObject({ userName: z.string().min(1), orgId: z.string().min(1) }),
  /** The part our organization plays in the cluster: what it may write and which steps it may take. */
  party: Party,
});
export type Environment = z.infer<typeof Environment>;

/** From the parent of the engine. A message with kind `connect` carries a port to a window. */
export const ToEngine = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('start'), profileDir: z.string().min(1), environment: Environment }),
  z.strictObject({ kind: z.literal('connect') }),
  z.strictObject({ kind: z.literal('network'), reason: NetworkChange }),
  z.strictObject({ kind: z.literal('stop') }),
]);
export type ToEngine = z.infer<typeof ToEngine>;

export const FromEngine = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready'), endpoint: z.url() }),
  /** It cannot run at all; the parent says so and does not start it again. */
  z.strictObject({ kind: z.literal('failed'), failure: FailureSchema }),
]);
export type FromEngine = z.infer<typeof FromEngine>;

export const ToSandbox = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('start'),
    /** Where it keeps its journal; null keeps nothing. */
    dir: z.string().min(1).nullable(),
    seed: z.number().int(),
    tasks: z.number().int().min(1).max(100_000),
    party: SandboxParty,
  }),
  z.strictObject({ kind: z.literal('stop') }),
]);
export type ToSandbox = z.infer<typeof ToSandbox>;

/** Where the sandbox is and what it gave our System: what a support ticket and the Admin Portal give in real life. */
export const SandboxAccess = z.strictObject({
  apiBaseUrl: z.url(),
  controlUrl: z.url(),
  controlToken: z.string(),
  credentials: ClientCredentials,
  systemId: z.string(),
  cluster: z.string(),
  orgId: z.string(),
  userName: z.string(),
  party: Party,
});
export type SandboxAccess = z.infer<typeof SandboxAccess>;

export const FromSandbox = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready'), access: SandboxAccess }),
  z.strictObject({ kind: z.literal('failed'), reason: z.string() }),
]);
export type FromSandbox = z.infer<typeof FromSandbox>;
