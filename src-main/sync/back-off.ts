/** How long to wait before the next try: exponential with full jitter, from 1 s to 15 min (contract rule 6). */

const firstMs = 1_000;
const longestMs = 15 * 60_000;

/**
 * Milliseconds to wait after the `tries`-th failed try (1 for the first). `random` is from 0 up to 1; the wait is
 * anywhere between 0 and the bound, so that clients cut off together do not come back together.
 */
export function backOffMs(tries: number, random: number): number {
  const bound = Math.min(longestMs, firstMs * 2 ** Math.min(tries - 1, 20));
  return Math.round(random * bound);
}
