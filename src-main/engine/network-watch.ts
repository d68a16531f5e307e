/**
 * Notices by itself what becomes of the network: where nobody tells (headless), or the system does not say.
 *
 * It looks at the interfaces every few seconds, which costs a fraction of a millisecond; and when a look comes much
 * later than planned, the machine was asleep: its timers stood still and its connections may be dead.
 */
import type { NetworkChange } from '../contract/processes.ts';
import { networkChangeBetween, type NetworkInterfaces } from '../runtime/network-interfaces.ts';
import type { Cancel, Surroundings } from '../runtime/surroundings.ts';

const everyMs = 5_000;
/** A look this late was not just kept waiting by a busy machine. */
const sleptMs = 30_000;

/** Calls `onChange` at each change until the returned function is called. */
export function watchNetwork(
  surroundings: Surroundings,
  interfaces: () => NetworkInterfaces,
  onChange: (change: NetworkChange) => void,
): Cancel {
  let seen = interfaces();
  let lookedAt = surroundings.now();
  let cancel: Cancel = surroundings.after(everyMs, look);

  function look(): void {
    const [before, slept] = [seen, surroundings.now() - lookedAt > everyMs + sleptMs];
    seen = interfaces();
    lookedAt = surroundings.now();
    cancel = surroundings.after(everyMs, look);
    const change = networkChangeBetween(before, seen) ?? (slept ? 'resumed' : null);
    if (change !== null) onChange(change);
  }

  return () => cancel();
}
