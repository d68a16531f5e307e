/**
 * Who a proxy says it forwards for: the hops in `X-Forwarded-For`, or in `Forwarded` (RFC 7239), nearest to us last.
 *
 * Everything but what our own proxies appended was written by the caller and may be made to mislead. So nothing is
 * guessed: a hop that can't be read is null, and a `Forwarded` that is off its grammar in one place, such as a quote that
 * swallows what the proxy appended, says nothing at all.
 */
import { readAddress, type Address } from '../../contract/endpoint/address.ts';
import type { EndpointOptions } from '../../contract/endpoint/options.ts';

type Hop = Address | null;

/** A hop with or without a port: `192.0.2.1`, `192.0.2.1:80`, `2001:db8::1`, `[2001:db8::1]`, `[2001:db8::1]:80`. */
function readHop(text: string): Hop {
  const inBrackets = /^\[([^\]]*)\](?::\d{1,5})?$/.exec(text)?.[1];
  if (inBrackets !== undefined) return inBrackets.includes(':') ? readAddress(inBrackets) : null;
  return readAddress(/^([\d.]+):\d{1,5}$/.exec(text)?.[1] ?? text);
}

const token = String.raw`[\w!#$%&'*+.^|~\x60-]+`;
const quoted = String.raw`"(?:[^"\\]|\\.)*"`;
const pair = new RegExp(String.raw`[ \t]*(${token})=(${token}|${quoted})[ \t]*(;|,|$)`, 'y');

/** The `for` of each element; null when the header is off its grammar. */
function readForwarded(header: string): Hop[] | null {
  const hops: Hop[] = [];
  let found: string | null = null;
  let end: string | undefined;
  pair.lastIndex = 0;
  while (pair.lastIndex < header.length) {
    const read = pair.exec(header);
    if (!read) return null;
    const [, name = '', value = ''] = read;
    end = read[3];
    if (name.toLowerCase() === 'for') {
      if (found !== null) return null;
      found = value.startsWith('"') ? value.slice(1, -1).replaceAll(/\\(.)/g, '$1') : value;
    }
    if (end === ';') continue;
    hops.push(found === null ? null : readHop(found));
    found = null;
  }
  // One that ends in a separator was cut off.
  return end === ';' || end === ',' ? null : hops;
}

/** The hops of the header that the proxies write. */
export function hopsOf(header: EndpointOptions['forwardedHeader'], value: string): Hop[] {
  if (header === 'Forwarded') return readForwarded(value) ?? [null];
  return value
    .split(',')
    .map((hop) => hop.trim())
    .filter((hop) => hop !== '')
    .map(readHop);
}
