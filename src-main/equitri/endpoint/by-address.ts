/** What is kept for each address, for so many addresses at most. */
import type { Address } from '../../contract/endpoint/address.ts';

/** Who counts as one: an IPv4 address, or an IPv6 /64, which a single subscriber has all of. */
export function countedAs(address: Address | null): string {
  if (!address) return 'unknown';
  return address.family === 'ipv4' ? address.text : `${(address.bits >> 64n).toString(16)}/64`;
}

/** The value of an address, made when there is none; the address not asked for longest is forgotten first. */
export function byAddress<Value>(most: number, make: () => Value): (address: Address | null) => Value {
  const kept = new Map<string, Value>();
  return (address) => {
    const key = countedAs(address);
    const value = kept.get(key) ?? make();
    kept.delete(key); // so that it goes to the end: a Map keeps the order of insertion
    kept.set(key, value);
    const [oldest] = kept.keys();
    if (kept.size > most && oldest !== undefined) kept.delete(oldest);
    return value;
  };
}
