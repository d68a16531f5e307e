import { expect, test } from 'vitest';
import { watchNetwork } from '../../../src-main/engine/network-watch.ts';
import type { NetworkInterfaces } from '../../../src-main/runtime/network-interfaces.ts';
import { virtualSurroundings } from '../../support/surroundings.ts';

const at = (address: string): NetworkInterfaces => ({
  eth0: [{ address, internal: false, netmask: '', family: 'IPv4', mac: '', cidr: null }],
});

/** A watch on interfaces and a clock that the test sets. */
function watching(first: NetworkInterfaces) {
  const surroundings = virtualSurroundings();
  const state = { interfaces: first, slept: 0, heard: [] as string[] };
  const stop = watchNetwork(
    { ...surroundings, now: () => surroundings.now() + state.slept },
    () => state.interfaces,
    (change) => state.heard.push(change),
  );
  return { surroundings, state, stop };
}

test('each change of the network is told once, within seconds', async () => {
  const { surroundings, state } = watching({});
  await surroundings.pass(60_000);
  expect(state.heard).toEqual([]);
  for (const next of [at('10.0.0.1'), at('10.0.0.2'), {}]) {
    state.interfaces = next;
    await surroundings.pass(5_000);
    await surroundings.pass(60_000);
  }
  expect(state.heard).toEqual(['online', 'changed', 'offline']);
});

test('a machine that was asleep is told of, a busy one is not', async () => {
  const { surroundings, state } = watching(at('10.0.0.1'));
  state.slept += 20_000;
  await surroundings.pass(10_000);
  expect(state.heard).toEqual([]);
  state.slept += 8 * 3_600_000;
  await surroundings.pass(5_000);
  expect(state.heard).toEqual(['resumed']);
  await surroundings.pass(60_000);
  expect(state.heard).toEqual(['resumed']);
});

test('nothing is looked at once it was stopped', async () => {
  const { surroundings, state, stop } = watching({});
  await surroundings.pass(12_000);
  stop();
  state.interfaces = at('10.0.0.1');
  await surroundings.pass(60_000);
  expect([state.heard, surroundings.timers()]).toEqual([[], []]);
});
