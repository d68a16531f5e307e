/** Whom a call comes from: the peer of the socket, or, when that is a proxy of ours, the one it forwards for. */
import type { IncomingHttpHeaders } from 'node:http';
import { readAddress, type Address } from '../../contract/endpoint/address.ts';
import type { EndpointOptions } from '../../contract/endpoint/options.ts';
import { inRanges } from './address-ranges.ts';
import { hopsOf } from './forwarded.ts';

/** The address at the other end of a socket; null for one that has gone. */
export function peerOf(remoteAddress: string | undefined): Address | null {
  return readAddress((remoteAddress ?? '').split('%', 1)[0] ?? '');
}

export type CallerOf = (
  remoteAddress: string | undefined,
  headers: Readonly<IncomingHttpHeaders>,
) => Address | null;

export type ProxyOptions = Readonly<Pick<EndpointOptions, 'forwardedHeader'>> & {
  readonly trustedProxies: readonly string[];
};

/**
 * The caller, by these options: walking from us outwards, the first who is no trusted proxy. Null where a trusted proxy
 * does not say in a readable way whom it forwards for.
 */
export function callerBy({ trustedProxies, forwardedHeader }: ProxyOptions): CallerOf {
  const isProxy = inRanges(trustedProxies);
  const name = forwardedHeader.toLowerCase();
  return (remoteAddress, headers) => {
    let nearest = peerOf(remoteAddress);
    const said = headers[name];
    const hops = said === undefined ? [] : hopsOf(forwardedHeader, [said].flat().join(','));
    while (nearest && isProxy(nearest) && hops.length > 0) nearest = hops.pop() ?? null;
    return nearest;
  };
}
