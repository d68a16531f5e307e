/** Whether an address is in one of the ranges of a setting. */
import { BlockList } from 'node:net';
import { readRange, type Address } from '../../contract/endpoint/address.ts';

export type InRanges = (address: Address) => boolean;

/**
 * The test for ranges that were parsed by `AddressRangeText`; throws on a bad one. An IPv6 range that holds all of
 * `::ffff:0:0/96`, such as `::/0`, holds every IPv4 address.
 */
export function inRanges(texts: readonly string[]): InRanges {
  const list = new BlockList();
  for (const text of texts) {
    const read = readRange(text);
    if ('wrong' in read) throw new Error(`"${text}" ${read.wrong}`);
    const { network, prefix } = read.range;
    list.addSubnet(network.text, prefix, network.family);
  }
  return ({ text, family }) => list.check(text, family);
}
