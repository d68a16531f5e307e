/** Rate limits (contract section 6, A-39): a bucket that fills steadily; the same at both sides. */
import type { Surroundings } from '../runtime/surroundings.ts';

export interface BucketSize {
  perSecond: number;
  /** So many may come at once. */
  burst: number;
}

export interface TokenBucket {
  /** Takes one out: null when there was one, else the whole seconds until there is (`Retry-After`), at least 1. */
  take(): number | null;
  /** The same without taking. */
  wait(): number | null;
}

/** A bucket, full. */
export function tokenBucket(
  { perSecond, burst }: BucketSize,
  surroundings: Pick<Surroundings, 'now'>,
): TokenBucket {
  let tokens = burst;
  let filledAt = surroundings.now();

  function wait(): number | null {
    const now = surroundings.now();
    // A clock that is set back takes nothing out of the bucket.
    tokens = Math.min(burst, tokens + (Math.max(0, now - filledAt) / 1000) * perSecond);
    filledAt = now;
    return tokens < 1 ? Math.ceil((1 - tokens) / perSecond) : null;
  }

  return {
    wait,
    take() {
      const seconds = wait();
      if (seconds === null) tokens -= 1;
      return seconds;
    },
  };
}
