/** Two environments in one process, over real sockets and in real time: what befalls one is nothing to the other. */
import { randomUUID } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import type { Engine } from '../../../src-main/engine/engine.ts';
import { queryOf } from '../../support/lists.ts';
import { call, testNetwork } from '../../support/network.ts';

const patience = { timeout: 20_000, interval: 25 };
const tasks = 20;

const rowsOf = (engine: Engine) =>
  call(engine, 'task.list', { query: queryOf(), after: null, skip: 0, limit: 1000 }).rows;

/** Two engines that have everything of their networks. */
async function pair() {
  const networks = [await testNetwork(tasks), await testNetwork(tasks)] as const;
  const engines = [await networks[0].start(), await networks[1].start()] as const;
  for (const engine of engines) {
    await vi.waitFor(() => expect(rowsOf(engine)).toHaveLength(tasks), patience);
    await vi.waitFor(() => expect(call(engine, 'sync.status', {}).receiving).toBeNull(), patience);
  }
  return { blocked: networks[0], onBlocked: engines[0], onHealthy: engines[1] };
}

/** Edits every open task; answers how many. */
function editAll(engine: Engine): number {
  const open = rowsOf(engine).filter(({ ended }) => !ended);
  for (const { taskId } of open) {
    const patch = { notes: [{ text: `Seen ${taskId}` }] };
    call(engine, 'task.edit', { changeId: randomUUID(), taskId, patch });
  }
  return open.length;
}

test.each(['notWhitelisted', 'unreachable', 'silent', 'tooFast', 'tokenRefused'] as const)(
  'one that is %s never stops another',
  async (network) => {
    const { blocked, onBlocked, onHealthy } = await pair();
    await blocked.control.setConditions({ network });
    const heldUp = editAll(onBlocked);
    // Each status that a person could have seen meanwhile.
    const seen = new Set<string>();
    const sent = editAll(onHealthy);
    expect(Math.min(heldUp, sent)).toBeGreaterThan(0);
    await vi.waitFor(() => {
      const status = call(onHealthy, 'sync.status', {});
      seen.add(status.trouble?.kind ?? 'none');
      expect(status.pending).toBe(0);
    }, patience);
    expect([...seen]).toEqual(['none']);
    const status = call(onBlocked, 'sync.status', {});
    expect(status.pending).toBe(heldUp);
    // A call that nobody answers is no trouble yet: its time limit has not passed.
    if (network !== 'silent') expect(status.trouble).not.toBeNull();
    await blocked.control.setConditions({ network: 'normal' });
    call(onBlocked, 'sync.tryNow', {});
    await vi.waitFor(() => expect(call(onBlocked, 'sync.status', {}).pending).toBe(0), patience);
  },
);
