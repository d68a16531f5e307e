import { describe, expect, onTestFinished, test } from 'vitest';
import { NetworkChange } from '../../../src-main/contract/processes.ts';
import type { Trouble } from '../../../src-main/contract/trouble.ts';
import type { Done, PlatformClient } from '../../../src-main/equitri/platform-client.ts';
import { syncLoop } from '../../../src-main/sync/loop.ts';
import { edit } from '../../../src-main/sync/outbox.ts';
import { asBuilt, patchInstall, taskId } from '../../support/documents.ts';
import { startOfTime } from '../../support/surroundings.ts';
import { syncContext } from '../../support/sync-context.ts';

const changeId = '0192f0c4-0000-7000-8000-00000000000a';

/** A loop whose platform fails as `state` says, or keeps calls waiting. */
function scripted(documents = [patchInstall()]) {
  const context = syncContext(documents);
  const calls: string[] = [];
  const state = { trouble: null as Trouble | null, retryAfterMs: null as number | null, hangs: false };
  const answer = (call: string): Promise<Done> => {
    calls.push(call);
    if (state.hangs) return new Promise(() => undefined);
    const { trouble, retryAfterMs } = state;
    return Promise.resolve(trouble ? { kind: 'trouble', trouble, retryAfterMs } : { kind: 'done' });
  };
  const client: PlatformClient = {
    indicate: () => answer('indicate'),
    sync: () => answer('sync'),
    probe: () => answer('probe'),
    fetch: () => Promise.reject(new Error('nothing is fetched here')),
    attachment: () => Promise.reject(new Error('nothing is fetched here')),
  };
  const loop = syncLoop(context, client, () => undefined);
  onTestFinished(() => {
    if (!state.hangs) return loop.stop();
    void loop.stop();
    return undefined;
  });
  return { context, loop, calls, state };
}

describe('a change of the network', () => {
  test.each(NetworkChange.options)(
    '%s: a probe goes at once, though nothing seemed wrong',
    async (reason) => {
      const { context, loop, calls } = scripted([]);
      loop.wake();
      await context.surroundings.pass(10);
      loop.networkChanged(reason);
      await context.surroundings.pass(10);
      expect(calls).toEqual(['probe', 'probe']);
      await context.surroundings.pass(3_600_000);
      expect(calls).toHaveLength(2);
    },
  );

  test('ends the wait of a trouble at once, and what is due goes instead of a probe', async () => {
    const { context, loop, calls, state } = scripted();
    state.trouble = { kind: 'noNetwork', cause: 'ENETUNREACH' };
    edit(context, changeId, taskId, asBuilt);
    loop.wake();
    await context.surroundings.pass(120_000);
    const [tries, at] = [calls.length, loop.nextTryAt() ?? 0];
    expect(at).toBeGreaterThan(context.surroundings.now());
    state.trouble = null;
    loop.networkChanged('online');
    await context.surroundings.pass(1);
    expect(calls.slice(tries)).toEqual(['indicate']);
    expect(loop.connectivity.trouble).toBeNull();
  });

  test('does not wait for a call that hangs on a connection of before', async () => {
    const { context, loop, calls, state } = scripted();
    edit(context, changeId, taskId, asBuilt);
    state.hangs = true;
    loop.wake();
    await context.surroundings.pass(1);
    loop.networkChanged('resumed');
    await context.surroundings.pass(10);
    loop.networkChanged('changed');
    await context.surroundings.pass(10);
    expect(calls).toEqual(['indicate', 'probe']);
  });

  test.each([
    ['resumed', 2],
    ['online', 2],
    ['offline', 1],
    ['changed', 1],
  ] as const)('%s: an Indication that waits for the platform is sent %i times', async (reason, times) => {
    const { context, loop, calls } = scripted();
    edit(context, changeId, taskId, asBuilt);
    loop.wake();
    await context.surroundings.pass(10);
    expect(loop.nextTryAt()).toBe(startOfTime + 120_000);
    const { tries } = context.store.exchanges.openOutbound(taskId) ?? {};
    loop.networkChanged(reason);
    await context.surroundings.pass(10);
    expect(calls.filter((call) => call === 'indicate')).toHaveLength(times);
    expect(context.store.exchanges.openOutbound(taskId)?.tries).toBe((tries ?? 0) + times - 1);
  });

  test('does not make a platform that asked for patience impatient', async () => {
    const { context, loop, calls, state } = scripted([]);
    Object.assign(state, { trouble: { kind: 'platformDown', status: 503 }, retryAfterMs: 60_000 });
    loop.wake();
    await context.surroundings.pass(10);
    for (const reason of NetworkChange.options) loop.networkChanged(reason);
    await context.surroundings.pass(59_000);
    expect(calls).toHaveLength(1);
    await context.surroundings.pass(1_000);
    expect(calls).toHaveLength(2);
  });

  test('is nothing to a loop that was stopped', async () => {
    const { context, loop, calls } = scripted([]);
    await loop.stop();
    loop.networkChanged('resumed');
    await context.surroundings.pass(1_000);
    expect(calls).toEqual([]);
  });
});
