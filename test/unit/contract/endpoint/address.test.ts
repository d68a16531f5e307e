import { isIP, SocketAddress } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AddressRangeText, readAddress, readRange } from '../../../../src-main/contract/endpoint/address.ts';
import { inRanges } from '../../../../src-main/equitri/endpoint/address-ranges.ts';

const ipv4 = fc.ipV4();
const ipv6 = fc.ipV6();
const address = fc.oneof(
  ipv4,
  ipv6,
  ipv4.map((text) => `::ffff:${text}`),
);

/** An address, and that many of its first bits kept. */
const range = fc.tuple(fc.oneof(ipv4, ipv6), fc.nat(128)).map(([text, wanted]) => {
  const read = readAddress(text);
  if (!read) throw new Error(`${text} is an address`);
  const width = read.family === 'ipv4' ? 32 : 128;
  const prefix = Math.min(wanted, width);
  const rest = BigInt(width - prefix);
  return { read, prefix, width, network: (read.bits >> rest) << rest };
});

describe('an address', () => {
  test('is what the system takes for one, and nothing else', () => {
    fc.assert(
      fc.property(fc.oneof(address, fc.string()), (text) => {
        fc.pre(!text.includes('%')); // a zone is of one machine, never of a caller
        expect(readAddress(text) !== null).toBe(isIP(text) !== 0);
      }),
    );
  });

  test('has one way to be written, which reads as itself', () => {
    fc.assert(
      fc.property(address, (text) => {
        const read = readAddress(text);
        expect(readAddress(read?.text ?? '')).toEqual(read);
        const family = text.includes(':') ? 'ipv6' : 'ipv4';
        const known = new SocketAddress({ address: text, family }).address;
        expect(readAddress(known)).toEqual(read);
      }),
    );
  });

  test('of IPv4 is the same mapped into IPv6, in either way of writing', () => {
    fc.assert(
      fc.property(ipv4, (text) => {
        const [a = 0, b = 0, c = 0, d = 0] = text.split('.').map(Number);
        const groups = [a * 256 + b, c * 256 + d].map((group) => group.toString(16)).join(':');
        expect(readAddress(`::ffff:${text}`)).toEqual(readAddress(text));
        expect(readAddress(`::FFFF:${groups}`)).toEqual(readAddress(text));
      }),
    );
  });

  test.each([
    '',
    ' 192.0.2.1',
    '192.0.2.01',
    '192.0.2',
    '192.0.2.256',
    'fe80::1%eth0',
    '[::1]',
    '::1]:80/x?[',
  ])('is not %j', (text) => expect(readAddress(text)).toBeNull());
});

describe('a range', () => {
  test('has in it what shares its prefix, as the bits say', () => {
    fc.assert(
      fc.property(range, address, ({ read, prefix, width, network }, other) => {
        const first = readAddress(
          read.family === 'ipv4'
            ? [24n, 16n, 8n, 0n].map((shift) => (network >> shift) & 0xffn).join('.')
            : Array.from({ length: 8 }, (_, at) =>
                ((network >> BigInt(112 - at * 16)) & 0xffffn).toString(16),
              ).join(':'),
        );
        const text = `${first?.text}/${prefix}`;
        expect(readRange(text)).toEqual({ range: { network: first, prefix } });
        const caller = readAddress(other);
        if (!caller) throw new Error(`${other} is an address`);
        expect(inRanges([text])(read)).toBe(true);
        // All as 128 bits, IPv4 in its mapped place, is what the ranges mean.
        const wide = (bits: bigint, of: number) => (of === 32 ? (0xffffn << 32n) | bits : bits);
        const rest = BigInt(width - prefix);
        const same =
          wide(caller.bits, caller.family === 'ipv4' ? 32 : 128) >> rest === wide(network, width) >> rest;
        expect(inRanges([text])(caller)).toBe(same);
      }),
    );
  });

  test('is never taken wider than it was written', () => {
    fc.assert(
      fc.property(range, ({ read, prefix, network }) => {
        const kept = readRange(`${read.text}/${prefix}`);
        expect('range' in kept).toBe(network === read.bits);
      }),
    );
  });

  test('may be mapped IPv4, and a single address', () => {
    expect(readRange('::ffff:10.0.0.0/104')).toEqual(readRange('10.0.0.0/8'));
    expect(readRange('192.0.2.7')).toEqual(readRange('192.0.2.7/32'));
    expect(readRange('2001:db8::7')).toEqual(readRange('2001:db8::7/128'));
  });

  test.each([
    ['10.0.0.5/8', 'has bits behind its prefix; the network is 10.0.0.0/8'],
    ['2001:db8::1/32', 'has bits behind its prefix; the network is 2001:db8::/32'],
    ['10.0.0.0/33', 'has a prefix that is not a number from 0 to 32'],
    ['2001:db8::/129', 'has a prefix that is not a number from 0 to 128'],
    ['10.0.0.0/', 'has a prefix that is not a number from 0 to 32'],
    ['10.0.0.0/08', 'has a prefix that is not a number from 0 to 32'],
    ['10.0.0.0/-1', 'has a prefix that is not a number from 0 to 32'],
    ['::ffff:0.0.0.0/90', 'is wider than IPv4; write it as IPv4'],
    ['10.0.0.0/8/8', 'is no IP address or range such as 192.0.2.0/24'],
    ['gridsz.example', 'is no IP address or range such as 192.0.2.0/24'],
    ['10.0.0.0 - 10.0.0.9', 'is no IP address or range such as 192.0.2.0/24'],
    ['fe80::1%eth0', 'is no IP address or range such as 192.0.2.0/24'],
  ])('is refused by name when it is wrong: %s', (text, why) => {
    const issues = AddressRangeText.safeParse(text).error?.issues ?? [];
    expect(issues.map((found) => found.message)).toEqual([`"${text}" ${why}`]);
    expect(() => inRanges([text])).toThrow(why);
  });
});
