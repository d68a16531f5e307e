/**
 * Which System of ours a call is for, by its token (contract section 2).
 *
 * Invariant: a System that is not known costs the same work and gets the same answer as a wrong token, so that nobody
 * learns which Systems are here. What a wrong cluster is told, only a holder of the token hears.
 */
import type { EndpointSystem } from '../../contract/endpoint/options.ts';
import { newSecret } from '../../runtime/secret.ts';
import { sameSecret } from '../bearer.ts';
import type { CalledSystem } from './handlers.ts';

/** What a call says of itself; undefined for a header that is not there. */
export interface Credentials {
  token: string;
  systemId: string | undefined;
  cluster: string | undefined;
}

export type Authentication = { called: CalledSystem } | { refused: 'token' | 'cluster' };

/**
 * The authentication by these Systems. A call is for the System that `X-System-Id` names, with its token. At the default
 * endpoint it may be for another cluster, or for a System that is not ours, so long as no System of ours has that
 * cluster.
 */
export function authentication(systems: readonly EndpointSystem[]): (given: Credentials) => Authentication {
  const byId = new Map(systems.map((system) => [system.systemId, system]));
  const clusters = new Set(systems.map((system) => system.cluster));
  const fallback = systems.find((system) => system.isDefaultEndpoint);
  /** Compared with where there is no System, so that it takes as long. */
  const nobodys = newSecret();

  return ({ token, systemId, cluster }) => {
    const named = byId.get(systemId ?? '');
    const isOfNamed = sameSecret(token, named?.token ?? nobodys);
    const isOfFallback = sameSecret(token, fallback?.token ?? nobodys);
    const called = (system: EndpointSystem, inPlaceOf: CalledSystem['inPlaceOf']): Authentication => ({
      called: { systemId: system.systemId, cluster: system.cluster, inPlaceOf },
    });

    if (named) {
      if (!isOfNamed) return { refused: 'token' };
      if (cluster === undefined || cluster === named.cluster) return called(named, null);
      const stepsIn = named.isDefaultEndpoint && !clusters.has(cluster);
      return stepsIn ? called(named, { systemId: named.systemId, cluster }) : { refused: 'cluster' };
    }
    const isForOther = systemId !== undefined && cluster !== undefined && !clusters.has(cluster);
    return fallback && isOfFallback && isForOther
      ? called(fallback, { systemId, cluster })
      : { refused: 'token' };
  };
}
