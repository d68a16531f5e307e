/** Whether a part of an environment works, tried on demand. */
import { z } from 'zod';
import { EndpointCalls, EndpointCheck } from './endpoint/seen.ts';
import { Trouble } from './trouble.ts';

/** In the order in which one stands on the other. */
export const CheckPart = z.enum(['name', 'tls', 'token', 'whitelisting', 'endpoint']);
export type CheckPart = z.infer<typeof CheckPart>;

export const CheckOutcome = z.discriminatedUnion('kind', [
  /** It works. `addresses` are those of the name. */
  z.strictObject({ kind: z.literal('ok'), addresses: z.array(z.string()).optional() }),
  /** There is nothing to check: no TLS on this machine itself, a token that is fixed. */
  z.strictObject({ kind: z.literal('notNeeded') }),
  z.strictObject({ kind: z.literal('trouble'), trouble: Trouble }),
  /** Where the address that the platform calls leads, and when the platform was here last. */
  z.strictObject({ kind: z.literal('endpoint'), check: EndpointCheck, calls: EndpointCalls }),
]);
export type CheckOutcome = z.infer<typeof CheckOutcome>;
