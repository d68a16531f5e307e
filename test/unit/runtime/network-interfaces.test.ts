import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  isLoopback,
  isOnNetwork,
  networkChangeBetween,
  type NetworkInterfaces,
} from '../../../src-main/runtime/network-interfaces.ts';

const one = (address: string, internal = false) => ({
  address,
  internal,
  netmask: '255.255.255.0',
  family: 'IPv4' as const,
  mac: '00:00:00:00:00:00',
  cidr: null,
});
const lo = [one('127.0.0.1', true)];
const none: NetworkInterfaces = { lo };
const wifi: NetworkInterfaces = { lo, wlan0: [one('192.168.1.5'), one('fe80::1')] };
const vpn: NetworkInterfaces = { ...wifi, tun0: [one('10.8.0.2')] };

describe('a machine is on a network', () => {
  test.each<[string, NetworkInterfaces, boolean]>([
    ['nothing at all', {}, false],
    ['itself only', none, false],
    ['an address it gave itself', { lo, eth0: [one('169.254.3.4'), one('fe80::2')] }, false],
    ['an interface that has gone', { eth0: undefined }, false],
    ['a network', wifi, true],
  ])('with %s: %s', (_name, interfaces, on) => {
    expect(isOnNetwork(interfaces)).toBe(on);
  });
});

describe('between two looks', () => {
  test.each<[NetworkInterfaces, NetworkInterfaces, string | null]>([
    [none, wifi, 'online'],
    [wifi, none, 'offline'],
    [wifi, vpn, 'changed'],
    [vpn, wifi, 'changed'],
    [wifi, { lo, wlan0: [one('10.0.0.5')] }, 'changed'],
    [wifi, { lo, wlan0: [one('192.168.1.5'), one('fe80::99')] }, null],
    [{}, none, null],
  ])('%# tells what became of the network', (before, now, change) => {
    expect(networkChangeBetween(before, now)).toBe(change);
  });

  test('nothing has changed when the same is told in another order', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.ipV4(), { maxLength: 5 }), (addresses) => {
        const interfaces = { eth0: addresses.map((address) => one(address)), lo };
        const turned = { lo, eth0: [...addresses].reverse().map((address) => one(address)) };
        expect(networkChangeBetween(interfaces, turned)).toBeNull();
      }),
    );
  });
});

test.each([
  ['localhost', true],
  ['LOCALHOST', true],
  ['patchdesk.localhost', true],
  ['127.0.0.1', true],
  ['127.8.9.10', true],
  ['[::1]', true],
  ['::1', true],
  ['localhost.example', false],
  ['127.0.0.1.example', false],
  ['128.0.0.1', false],
  ['[::2]', false],
])('%s is this machine itself: %s', (host, is) => {
  expect(isLoopback(host)).toBe(is);
});
