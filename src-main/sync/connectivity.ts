/**
 * Whether the platform of this environment can be reached, and when it is tried next.
 *
 * Invariants: while a trouble stands, nothing is sent before `nextTryAt`, and a timer is behind that time; nothing but a
 * person's wish shortens a wait that the platform asked for; only a good answer forgets how often it was tried.
 */
import type { Trouble, TroubleKind } from '../contract/trouble.ts';
import type { Surroundings } from '../runtime/surroundings.ts';
import { backOffMs, planOf, type PlanName } from './back-off.ts';

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
  /** The same where another network may help, and not before the time that the platform asked for. */
  networkChanged(): void;
}

/** Another network brings neither credentials nor room on the disk. */
const sameOnAnyNetwork: readonly TroubleKind[] = ['tokenRefused', 'storeFailed'];

export function connectivity(surroundings: Surroundings): Connectivity {
  let trouble: Trouble | null = null;
  let contacted = false;
  let since = surroundings.now();
  let nextTryAt: number | null = null;
  /** What the platform asked us to wait for; in the past when it asked for nothing. */
  let askedToWaitUntil = -Infinity;
  /** Each pace counts for itself: a night without a network says nothing of the platform's state in the morning. */
  let tries: Partial<Record<PlanName, number>> = {};

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
      askedToWaitUntil = -Infinity;
      tries = {};
    },
    failed(found, retryAfterMs) {
      const now = surroundings.now();
      // Calls that were under way together fail together: that is one try, not many.
      const sameTry = nextTryAt !== null && now < nextTryAt;
      if (trouble?.kind !== found.kind) since = now;
      contacted = true;
      trouble = found;
      askedToWaitUntil = Math.max(askedToWaitUntil, now + (retryAfterMs ?? 0));
      if (!sameTry) {
        const plan = planOf(found.kind);
        const count = (tries[plan] ?? 0) + 1;
        tries[plan] = count;
        nextTryAt = now + backOffMs(count, surroundings.random(), plan);
      }
      nextTryAt = Math.max(nextTryAt ?? now, askedToWaitUntil);
    },
    tryNow() {
      if (nextTryAt !== null) nextTryAt = surroundings.now();
    },
    networkChanged() {
      if (trouble === null || sameOnAnyNetwork.includes(trouble.kind)) return;
      nextTryAt = Math.min(nextTryAt ?? Infinity, Math.max(surroundings.now(), askedToWaitUntil));
    },
  };
}
