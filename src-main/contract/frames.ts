/** The frames that travel over the MessagePort between a window and the engine. */
import { z } from 'zod';
import { FailureSchema } from './errors.ts';

/** From the window. `method` and `input` are checked against the table of methods by the engine. */
export const CallFrame = z.strictObject({
  kind: z.literal('call'),
  callId: z.number().int().nonnegative(),
  method: z.string(),
  input: z.unknown(),
});
export type CallFrame = z.infer<typeof CallFrame>;

/** From the engine. */
export const EngineFrame = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('answer'), callId: z.number().int(), output: z.unknown() }),
  z.object({ kind: z.literal('failure'), callId: z.number().int(), failure: FailureSchema }),
  z.object({ kind: z.literal('event'), event: z.string(), detail: z.unknown() }),
]);
export type EngineFrame = z.infer<typeof EngineFrame>;
