import { describe, expect, onTestFinished, test } from 'vitest';
import type { Trouble } from '../../../src-main/contract/sync-status.ts';
import type { Done, PlatformClient } from '../../../src-main/equitri/platform-client.ts';
import { settle, show } from '../../../src-main/sync/answering.ts';
import { syncLoop } from '../../../src-main/sync/loop.ts';
import { edit } from '../../../src-main/sync/outbox.ts';
import { takeIndication } from '../../../src-main/sync/receiving.ts';
import { asBuilt, patchInstall, taskId } from '../../support/documents.ts';
import { startOfTime } from '../../support/surroundings.ts';
import { syncContext, type TestContext } from '../../support/sync-context.ts';

const [one, two] = ['0192f0c4-0000-7000-8000-00000000000a', '0192f0c4-0000-7000-8000-00000000000b'] as const;
const unreachable: Trouble = { kind: 'unreachable', cause: 'ECONNREFUSED' };

/** A platform that can be switched off, and that notes every call. */
function scriptedClient() {
  const calls: string[] = [];
  const state = { trouble: null as Trouble | null, retryAfterMs: null as number | null };
  const answer = (call: string): Promise<Done> => {
    calls.push(call);
    const { trouble, retryAfterMs } = state;
    return Promise.resolve(trouble ? { kind: 'trouble', trouble, retryAfterMs } : { kind: 'done' });
  };
  const client: PlatformClient = {
    indicate: (_api, indication) =>
      answer(`indicate ${indication.taskId} ${indication.indicationId.slice(-4)}`),
    sync: (_api, sync) => answer(`sync ${sync.taskId} ${sync.result}`),
    attachment: () => Promise.reject(new Error('no document here has attachments')),
    probe: () => answer('probe'),
    async fetch(_api, id) {
      const done = await answer(`fetch ${id}`);
      return done.kind === 'trouble'
        ? done
        : { kind: 'document', document: patchInstall({ id, version: 8 }) };
    },
  };
  return { client, calls, state };
}

/** The loop over one. */
function scripted(context: TestContext) {
  const { client, calls, state } = scriptedClient();
  const loop = syncLoop(context, client, () => undefined);
  onTestFinished(() => void loop.stop());
  return { loop, calls, state };
}

function indication(id: string, indicationId: string) {
  return {
    indicationId,
    systemId: 'CONTR-ZH-01',
    cluster: 'ZH-NOORD',
    taskId: id,
    event: 'TASK_UPDATED',
    occurredAt: '2026-11-23T08:00:00Z',
  };
}

describe('the sync loop', () => {
  test('asks for a task that a salvage wants again as the System that it has', async () => {
    const context = syncContext();
    const { client } = scriptedClient();
    const asked: string[] = [];
    const watching: PlatformClient = {
      ...client,
      fetch: (asking, id) => {
        asked.push(`${asking.systemId} ${asking.cluster} ${id}`);
        return client.fetch(asking, id);
      },
    };
    const told = indication(taskId, '0192f0c4-0000-7000-a000-000000000001');
    takeIndication(context, 'outTask', { ...told, systemId: '', cluster: '' });
    const loop = syncLoop(context, watching, () => undefined);
    onTestFinished(() => loop.stop());
    loop.wake();
    await context.surroundings.pass(100);
    expect(asked).toEqual([`CONTR-ZH-01 ZH-NOORD ${taskId}`]);
  });

  test('lets a System that answers slowly keep no other waiting', async () => {
    const context = syncContext();
    const { calls, state, client } = scriptedClient();
    const answered: (() => void)[] = [];
    const slow: PlatformClient = {
      ...client,
      fetch: (asking, id) =>
        asking.systemId === 'SLOW'
          ? new Promise((resolve) => {
              calls.push(`slow ${id}`);
              answered.push(() =>
                resolve({ kind: 'trouble', trouble: { kind: 'notVisible' }, retryAfterMs: null }),
              );
            })
          : client.fetch(asking, id),
    };
    const loop = syncLoop(context, slow, () => undefined);
    onTestFinished(() => {
      for (const answer of answered) answer();
      return loop.stop();
    });
    for (let number = 0; number < 40; number++) {
      const told = indication(`OT-${number}`, `0192f0c4-0000-7000-a000-0000000001${10 + number}`);
      takeIndication(context, 'outTask', { ...told, systemId: 'SLOW' });
      const other = indication(`OT-X${number}`, `0192f0c4-0000-7000-a000-0000000002${10 + number}`);
      takeIndication(context, 'outTask', other);
    }
    loop.wake();
    await context.surroundings.pass(1000);
    expect(state.trouble).toBeNull();
    expect(calls.filter((call) => call.startsWith('slow'))).toHaveLength(8);
    expect(calls.filter((call) => call.startsWith('sync OT-X'))).toHaveLength(40);
  });

  test('indicates a queued change at once, and again after the time limit with the same id', async () => {
    const context = syncContext([patchInstall()]);
    const { loop, calls } = scripted(context);
    edit(context, one, taskId, asBuilt);
    loop.wake();
    await context.surroundings.pass(0);
    expect(calls).toEqual([`indicate ${taskId} 0001`]);
    expect(loop.nextTryAt()).toBe(startOfTime + 120_000);
    await context.surroundings.pass(121_000);
    expect(calls).toEqual([`indicate ${taskId} 0001`, `indicate ${taskId} 0001`]);
  });

  test('fetches what is indicated, merges it, and syncs', async () => {
    const context = syncContext();
    const { loop, calls } = scripted(context);
    takeIndication(context, 'outTask', indication(taskId, '0192f0c4-0000-7000-a000-000000000001'));
    loop.wake();
    await context.surroundings.pass(100);
    expect(calls).toEqual([`fetch ${taskId}`, `sync ${taskId} OK`]);
    expect(context.store.tasks.get(taskId)?.base.version).toBe(8);
    expect(loop.nextTryAt()).toBeNull();
  });

  test('keeps what is queued while the platform is away, trying with growing waits that are really timed', async () => {
    const context = syncContext([patchInstall()]);
    const { loop, calls, state } = scripted(context);
    state.trouble = unreachable;
    edit(context, one, taskId, asBuilt);
    loop.wake();
    await context.surroundings.pass(0);
    for (let tries = 1; tries <= 12; tries++) {
      const at = loop.nextTryAt();
      expect(at).not.toBeNull();
      expect(context.surroundings.timers()).toContain(at);
      expect(at ?? 0).toBeLessThanOrEqual(
        context.surroundings.now() + Math.min(900_000, 1000 * 2 ** (tries - 1)),
      );
      await context.surroundings.pass((at ?? 0) - context.surroundings.now());
    }
    expect(calls.length).toBeGreaterThanOrEqual(12);
    expect(context.store.changes.get(one)?.state).toBe('queued');
    state.trouble = null;
    await context.surroundings.pass(900_000);
    expect(loop.connectivity.trouble).toBeNull();
    show(context, 'outTask', taskId);
    const indicationId = context.store.exchanges.openOutbound(taskId)?.indicationId ?? '';
    settle(context, 'outTask', {
      ...indication(taskId, indicationId),
      result: 'OK',
      taskVersion: 8,
      errors: [],
      syncedAt: '2026-11-23T09:00:00Z',
    });
    expect(context.store.changes.get(one)?.state).toBe('accepted');
  });

  test('sends one call to learn whether a trouble is over, and the rest after it', async () => {
    const documents = Array.from({ length: 20 }, (_, at) => patchInstall({ id: `OT-${at}` }));
    const context = syncContext(documents);
    const { loop, calls, state } = scripted(context);
    state.trouble = unreachable;
    for (const [at, { id }] of documents.entries()) {
      edit(context, `0192f0c4-0000-7000-8000-0000000001${at.toString(16).padStart(2, '0')}`, id, asBuilt);
    }
    loop.wake();
    await context.surroundings.pass(0);
    expect(calls).toHaveLength(1);
    loop.tryNow();
    await context.surroundings.pass(1);
    expect(calls).toHaveLength(2);
    state.trouble = null;
    loop.tryNow();
    await context.surroundings.pass(1000);
    expect(new Set(calls.slice(2)).size).toBe(20);
  });

  test('waits as long as it is told by Retry-After', async () => {
    const context = syncContext([patchInstall()]);
    const { loop, calls, state } = scripted(context);
    Object.assign(state, { trouble: { kind: 'tooFast' }, retryAfterMs: 45_000 });
    edit(context, one, taskId, asBuilt);
    loop.wake();
    await context.surroundings.pass(44_000);
    expect(calls).toHaveLength(1);
    expect(loop.nextTryAt()).toBe(startOfTime + 45_000);
  });

  test('parks the task the platform refuses, and goes on with the others', async () => {
    const context = syncContext([patchInstall(), patchInstall({ id: 'OT-2' })]);
    const { loop, calls, state } = scripted(context);
    state.trouble = { kind: 'notPermitted', code: 'ROLE' };
    edit(context, one, taskId, asBuilt);
    loop.wake();
    await context.surroundings.pass(10);
    state.trouble = null;
    edit(context, two, 'OT-2', asBuilt);
    loop.wake();
    await context.surroundings.pass(10);
    expect(context.store.changes.get(one)).toMatchObject({
      state: 'refused',
      refusal: { reasons: [{ code: 'ROLE' }] },
    });
    expect(calls.at(-1)).toContain('indicate OT-2');
  });

  test('sends nothing more after the database could not be written, says so, and tries again later', async () => {
    const context = syncContext([patchInstall()]);
    const { loop, calls } = scripted(context);
    const transact = context.store.transact.bind(context.store);
    edit(context, one, taskId, asBuilt);
    context.store.transact = () => {
      throw new Error('SQLITE_FULL');
    };
    loop.wake();
    await context.surroundings.pass(0);
    expect(calls).toEqual([]);
    expect(loop.connectivity.trouble).toMatchObject({ kind: 'storeFailed' });
    context.store.transact = transact;
    await context.surroundings.pass(2_000);
    expect(calls).toContain(`indicate ${taskId} 0001`);
    expect(loop.connectivity.trouble).toBeNull();
  });

  test('asks the platform for an answer even when there is nothing to send', async () => {
    const context = syncContext();
    const { loop, calls } = scripted(context);
    loop.wake();
    await context.surroundings.pass(0);
    expect(calls).toEqual(['probe']);
    expect(loop.connectivity).toMatchObject({ contacted: true, trouble: null });
  });
});
