/** How long to wait before the next try: exponential with jitter (contract rule 6), in a pace that fits the trouble. */
import type { TroubleKind } from '../contract/trouble.ts';

interface Plan {
  /** Bound of the first wait, doubled with each try. */
  firstMs: number;
  longestMs: number;
  /** The share of the bound that is waited at least. */
  least: number;
}

export type PlanName = 'usual' | 'eager' | 'patient';

export const backOffPlans: Readonly<Record<PlanName, Plan>> = {
  /** Contract rule 6: from 1 s to 15 min with full jitter. */
  usual: { firstMs: 1_000, longestMs: 15 * 60_000, least: 0 },
  /** A try ends on this machine or in its network, so it burdens nobody; and it may work again any moment. */
  eager: { firstMs: 500, longestMs: 30_000, least: 0 },
  /** Somebody has to do something first; to knock quickly only looks like an attack. */
  patient: { firstMs: 10_000, longestMs: 15 * 60_000, least: 0.5 },
};

const plans: Readonly<Record<TroubleKind, PlanName>> = {
  noNetwork: 'eager',
  nameNotResolved: 'eager',
  captivePortal: 'eager',
  notConnected: 'usual',
  cut: 'usual',
  tlsFailed: 'usual',
  timedOut: 'usual',
  proxyFailed: 'usual',
  unreachable: 'usual',
  tokenRefused: 'patient',
  notWhitelisted: 'patient',
  platformDown: 'usual',
  platformFault: 'usual',
  tooFast: 'usual',
  answerInvalid: 'usual',
  notPermitted: 'usual',
  notVisible: 'usual',
  refused: 'usual',
  storeFailed: 'usual',
};

/** The pace at which this trouble is tried again. */
export function planOf(kind: TroubleKind): PlanName {
  return plans[kind];
}

/**
 * Milliseconds to wait after the `tries`-th failed try (1 for the first). `random` is from 0 up to 1; the wait is
 * anywhere between the least share of the bound and the bound, so that clients cut off together do not come back
 * together.
 */
export function backOffMs(tries: number, random: number, name: PlanName = 'usual'): number {
  const { firstMs, longestMs, least } = backOffPlans[name];
  const bound = Math.min(longestMs, firstMs * 2 ** Math.min(tries - 1, 20));
  return Math.round((least + (1 - least) * random) * bound);
}
