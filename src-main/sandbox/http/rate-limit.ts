/** The platform's rate limit (contract section 6, A-39): a bucket that fills steadily. */
import type { Surroundings } from '../../runtime/surroundings.ts';

/**
 * Returns a function that takes one call out of the bucket: null when it may go on, else the whole seconds until it
 * may come back (`Retry-After`). The bucket holds one second's worth of calls.
 */
export function rateLimit(
  callsPerSecond: number,
  surroundings: Pick<Surroundings, 'now'>,
): () => number | null {
  let calls = callsPerSecond;
  let filledAt = surroundings.now();
  return () => {
    const now = surroundings.now();
    calls = Math.min(callsPerSecond, calls + ((now - filledAt) / 1000) * callsPerSecond);
    filledAt = now;
    if (calls < 1) return Math.ceil((1 - calls) / callsPerSecond);
    calls -= 1;
    return null;
  };
}
