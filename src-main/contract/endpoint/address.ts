/**
 * IP addresses and ranges of them (CIDR), as people write them in settings and as they come in with a call.
 *
 * An IPv4 address and the same one mapped into IPv6 (`::ffff:192.0.2.1`) are one address and read the same, because
 * which of the two a call shows depends on the socket it came to and not on the caller.
 */
import { z } from 'zod';

export interface Address {
  family: 'ipv4' | 'ipv6';
  /** The shortest way to write it; a mapped IPv4 address as IPv4. */
  text: string;
  /** Its 32 or 128 bits. */
  bits: bigint;
}

export interface AddressRange {
  /** Its first address. */
  network: Address;
  /** How many bits, from the left, all of its addresses share. */
  prefix: number;
}

const widths = { ipv4: 32, ipv6: 128 } as const;
const mappedPrefix = 96;
const mappedBits = 0xffffn << 32n;

function ipv4(bits: bigint): Address {
  const octets = [24n, 16n, 8n, 0n].map((shift) => (bits >> shift) & 0xffn);
  return { family: 'ipv4', text: octets.join('.'), bits };
}

function ipv6(bits: bigint): Address {
  const groups = Array.from({ length: 8 }, (_, at) => (bits >> BigInt(112 - 16 * at)) & 0xffffn);
  return { family: 'ipv6', text: shortest(groups.map((group) => group.toString(16)).join(':')), bits };
}

/** The platform's own parser of URLs writes an IPv6 address in its one canonical form. */
function shortest(text: string): string {
  return new URL(`http://[${text}]`).hostname.slice(1, -1);
}

const foldBits = (parts: readonly bigint[], width: bigint) =>
  parts.reduce((bits, part) => (bits << width) | part, 0n);

function ipv6Bits(text: string): bigint {
  const [head, tail = null] = shortest(text).split('::');
  const groups = (part: string | null | undefined) => (part ?? '').split(':').filter((group) => group !== '');
  const [left, right] = [groups(head), groups(tail)];
  const all = [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right];
  return foldBits(
    all.map((group) => BigInt(`0x${group}`)),
    16n,
  );
}

/** The address that `text` is, or null when it is none. A zone (`fe80::1%eth0`) makes it none. */
export function readAddress(text: string): Address | null {
  if (z.ipv4().safeParse(text).success) return ipv4(foldBits(text.split('.').map(BigInt), 8n));
  if (!z.ipv6().safeParse(text).success) return null;
  const bits = ipv6Bits(text);
  return bits >> 32n === mappedBits >> 32n ? ipv4(bits & 0xffffffffn) : ipv6(bits);
}

/**
 * The range that `text` is: `192.0.2.0/24`, `2001:db8::/32`, or a single address; or what is wrong with it. Bits
 * behind the prefix are refused rather than ignored: whoever writes 192.0.2.7/8 means something else than 16 million.
 */
export function readRange(text: string): { range: AddressRange } | { wrong: string } {
  const [head = '', length, ...more] = text.split('/');
  const address = readAddress(head);
  if (!address || more.length > 0) return { wrong: 'is no IP address or range such as 192.0.2.0/24' };
  // A mapped address is written with the length of an IPv6 prefix.
  const isMapped = address.family === 'ipv4' && head.includes(':');
  const longest = isMapped ? widths.ipv6 : widths[address.family];
  const written = length ?? String(longest);
  if (!/^(0|[1-9]\d{0,2})$/.test(written) || Number(written) > longest) {
    return { wrong: `has a prefix that is not a number from 0 to ${longest}` };
  }
  if (isMapped && Number(written) < mappedPrefix) {
    return { wrong: 'is wider than IPv4; write it as IPv4' };
  }
  const prefix = isMapped ? Number(written) - mappedPrefix : Number(written);
  const rest = BigInt(widths[address.family] - prefix);
  const bits = (address.bits >> rest) << rest;
  const network = address.family === 'ipv4' ? ipv4(bits) : ipv6(bits);
  if (bits !== address.bits) {
    return { wrong: `has bits behind its prefix; the network is ${network.text}/${prefix}` };
  }
  return { range: { network, prefix } };
}

/** A range in settings, kept as it was written; a bad one is refused by name, with what is wrong with it. */
export const AddressRangeText = z.string().superRefine((text, context) => {
  const read = readRange(text);
  if ('wrong' in read) context.addIssue({ code: 'custom', message: `"${text}" ${read.wrong}` });
});
