/** Which of our Systems a cluster belongs to (contract section 1). */
import type { OwnSystem } from '../contract/processes.ts';

/**
 * The System for a cluster: its own, else that of the default endpoint, else the first. `systems` has at least
 * one; throws RangeError when it has none.
 */
export function systemFor(systems: readonly OwnSystem[], cluster: string | null | undefined): OwnSystem {
  const found =
    systems.find((system) => system.cluster === cluster) ??
    systems.find(({ isDefaultEndpoint }) => isDefaultEndpoint) ??
    systems[0];
  if (!found) throw new RangeError('there is no System');
  return found;
}
