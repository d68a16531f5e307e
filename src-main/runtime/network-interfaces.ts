/** What the network interfaces of this machine say of its network: pure, `os.networkInterfaces()` is handed in. */
import type { NetworkInterfaceInfo } from 'node:os';

export type NetworkInterfaces = Record<string, NetworkInterfaceInfo[] | undefined>;

/** An address that a machine gives itself when nobody else does: it leads nowhere (RFC 3927, RFC 4291). */
function isLinkLocal(address: string): boolean {
  return address.startsWith('169.254.') || /^fe[89ab]/i.test(address);
}

/** The addresses under which this machine is on a network, each with its interface, in an order of their own. */
function addressesOf(interfaces: NetworkInterfaces): string[] {
  return Object.entries(interfaces)
    .flatMap(([name, infos]) =>
      (infos ?? [])
        .filter(({ internal, address }) => !internal && !isLinkLocal(address))
        .map(({ address }) => `${name} ${address}`),
    )
    .sort();
}

/** False when no interface leads anywhere but to this machine. */
export function isOnNetwork(interfaces: NetworkInterfaces): boolean {
  return addressesOf(interfaces).length > 0;
}

/** What became of the network between two looks; null when it is as it was. */
export function networkChangeBetween(
  before: NetworkInterfaces,
  now: NetworkInterfaces,
): 'online' | 'offline' | 'changed' | null {
  const [was, is] = [addressesOf(before), addressesOf(now)];
  if (was.join() === is.join()) return null;
  if (is.length === 0) return 'offline';
  return was.length === 0 ? 'online' : 'changed';
}

/** Whether a host name or address is this machine itself (RFC 1122, 3.2.1.3; RFC 6761, 6.3). */
export function isLoopback(hostname: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[?::1\]?)\.?$/i.test(hostname);
}
