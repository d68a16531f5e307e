/** What the shell (or a headless command) and the processes it starts tell each other. */
import { z } from 'zod';
import { EndpointOptions } from './endpoint/options.ts';
import { CheckOutcome, CheckPart } from './environment-check.ts';
import { EnvironmentName, systemIssues } from './environment-settings.ts';
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

export const Credentials = z.union([ClientCredentials, BearerCredentials]);
export type Credentials = z.infer<typeof Credentials>;

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

/** A System of ours with its token (contract section 1); its endpoint is where this engine listens. */
export const OwnSystem = SystemRegistration.omit({ endpoint: true });
export type OwnSystem = z.infer<typeof OwnSystem>;

/** Our Systems in one environment. */
export const OwnSystems = z
  .array(OwnSystem)
  .min(1)
  .superRefine((systems, context) => {
    for (const { at, field, message } of systemIssues(systems))
      context.addIssue({ code: 'custom', path: [at, field], message });
  });

/** One environment of the platform and the Systems we are in it, with every secret: in memory only. */
export const Environment = z.strictObject({
  name: EnvironmentName,
  apiBaseUrl: z.url(),
  credentials: Credentials,
  /** PEM; trusted besides those that the system and Node trust. */
  certificateAuthorities: z.array(z.string().min(1)).optional(),
  /** Left out, the variables of the process say (`HTTPS_PROXY`, `NO_PROXY`); null is none, whatever they say. */
  proxy: ProxySetting.nullable().optional(),
  systems: OwnSystems,
  endpoint: EndpointOptions,
  /** What the platform was told to call; null where it reaches us as we listen. */
  publicUrl: z.url().nullable(),
  /** Calls to the platform a second, at most (contract rule 9, A-39). */
  callsPerSecond: z.number().positive(),
  user: z.strictObject({ userName: z.string().min(1), orgId: z.string().min(1) }),
  /** The part our organization plays in the cluster: what it may write and which steps it may take. */
  party: Party,
});
export type Environment = z.infer<typeof Environment>;

/** From the parent of the engine. */
export const ToEngine = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('start'), profileDir: z.string().min(1) }),
  /** All environments there are from now on: others are closed, what is different is opened anew. */
  z.strictObject({ kind: z.literal('environments'), environments: z.array(Environment) }),
  /** Carries a port to a window that shows this environment. */
  z.strictObject({ kind: z.literal('connect'), environment: EnvironmentName }),
  z.strictObject({ kind: z.literal('network'), reason: NetworkChange }),
  /** Answered by `checked` with the same id. */
  z.strictObject({
    kind: z.literal('check'),
    checkId: z.string(),
    environment: Environment,
    part: CheckPart,
  }),
  z.strictObject({ kind: z.literal('stop') }),
]);
export type ToEngine = z.infer<typeof ToEngine>;

export const FromEngine = z.discriminatedUnion('kind', [
  /** The environment is open: its data can be read, and the platform can reach us at `endpoint`. */
  z.strictObject({ kind: z.literal('opened'), environment: EnvironmentName, endpoint: z.url() }),
  /** The environment can't be opened; the others go on. It is tried again when it is set up differently. */
  z.strictObject({ kind: z.literal('failed'), environment: EnvironmentName, failure: FailureSchema }),
  z.strictObject({
    kind: z.literal('checked'),
    checkId: z.string(),
    result: z.union([z.strictObject({ outcome: CheckOutcome }), z.strictObject({ failure: FailureSchema })]),
  }),
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
