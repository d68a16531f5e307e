/** What the sandbox network can be told to do (control route and menu of the app). */
import { z } from 'zod';

/** Whom of the network the app can be. */
export const SandboxParty = z.enum(['contractor', 'noc']);
export type SandboxParty = z.infer<typeof SandboxParty>;

/**
 * What befalls a call of ours:
 * - `slow`: every answer takes `slowMs`; `silent`: none comes at all; `unreachable`: connections are cut;
 * - `portal`: the network redirects it to a page where people sign in;
 * - `notWhitelisted`: 403 IP_NOT_WHITELISTED; `refusedByPage`, `refusedEmpty`: a bare 403, as a gateway sends it;
 * - `down`: 503 with Retry-After; `fault`: 500; `tooFast`: 429 with Retry-After; `tokenRefused`: 401 to every token.
 */
export const SandboxNetwork = z.enum([
  'normal',
  'slow',
  'silent',
  'unreachable',
  'portal',
  'notWhitelisted',
  'refusedByPage',
  'refusedEmpty',
  'down',
  'fault',
  'tooFast',
  'tokenRefused',
]);
export type SandboxNetwork = z.infer<typeof SandboxNetwork>;

/** How the simulated platform behaves until told otherwise. */
export const SandboxConditions = z.strictObject({
  network: SandboxNetwork,
  slowMs: z.number().int().min(0).max(60_000),
  /** The next document it fetches from us is refused, whatever is in it. */
  refuseNextSync: z.boolean(),
});
export type SandboxConditions = z.infer<typeof SandboxConditions>;

/** A System as it is registered with the platform (contract section 1). */
export const SystemRegistration = z.strictObject({
  systemId: z.string().min(1),
  cluster: z.string().min(1),
  orgId: z.string().min(1),
  endpoint: z.url(),
  token: z.string().min(16),
  isDefaultEndpoint: z.boolean(),
});
export type SystemRegistration = z.infer<typeof SystemRegistration>;
