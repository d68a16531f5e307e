/**
 * Whether the platform of this environment can be reached, and when it is tried next.
 *
 * Invariant: while a trouble stands, nothing is sent before `nextTryAt`, and a timer is behind that time.
 */
import type { Trouble } from '../contract/sync-status.ts';
import type { Surroundings } from '../runtime/surroundings.ts';
import { backOffMs } from './back-off.ts';

export interface Connectivity {
  readonly trouble: Trouble | null;
  /** False until the first call of this run was answered or failed. */
  readonly contacted: boolean;
  /** Since when it is as it is; milliseconds since the epoch. */
  readonly since: number;
  /** Milliseconds since the epoch; null when nothing stands in the way. */
  readonly nextTryAt: number | null;
  /** A call was answered as it should. */
  reached(): void;
  /** A call failed in a way that hits all calls; `retryAfterMs` is what the platform asked for. */
  failed(trouble: Trouble, retryAfterMs: number | null): void;
  /** Lets the next try go at once; the wait after it is not shortened. */
  tryNow(): void;
}

export function connectivity(surroundings: Surroundings): Connectivity {
  let trouble: Trouble | null = null;
  let contacted = false;
  let since = surroundings.now();
  let nextTryAt: number | null = null;
  let tries = 0;

  return {
    get trouble() {
      return trouble;
    },
    get contacted() {
      return contacted;
    },
    get since() {
      return since;
    },
    get nextTryAt() {
      return nextTryAt;
    },
    reached() {
      if (trouble || !contacted) since = surroundings.now();
      contacted = true;
      trouble = null;
      nextTryAt = null;
      tries = 0;
    },
    failed(found, retryAfterMs) {
      const now = surroundings.now();
      // Calls that were under way together fail together: that is one try, not many.
      const sameTry = nextTryAt !== null && now < nextTryAt && trouble?.kind === found.kind;
      if (trouble?.kind !== found.kind) since = now;
      contacted = true;
      trouble = found;
      if (sameTry) return;
      tries += 1;
      nextTryAt = now + Math.max(retryAfterMs ?? 0, backOffMs(tries, surroundings.random()));
    },
    tryNow() {
      if (nextTryAt !== null) nextTryAt = surroundings.now();
    },
  };
}
