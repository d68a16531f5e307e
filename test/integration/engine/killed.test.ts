import Database from 'better-sqlite3';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { FromEngine, type ToEngine } from '../../../src-main/contract/processes.ts';
import { storeFile } from '../../../src-main/engine/engine.ts';
import type { ExchangeState } from '../../../src-main/equitri/exchange.ts';
import { edit } from '../../../src-main/sync/outbox.ts';
import { nativeBinding } from '../../../src-main/store/native-binding.ts';
import { patchInstall, taskId } from '../../support/documents.ts';
import { freePort } from '../../support/foreign-platform.ts';
import { heldEnvironment, heldPlatform, type HeldPlatform } from '../../support/held-platform.ts';
import { environment, ownSystem, storedContext, testFolder } from '../../support/sync-context.ts';

const bundleDir = resolve('out/killed-engine');
const patience = { timeout: 20_000, interval: 20 };
const moment = '2026-11-23T08:00:00Z';
const changeId = '0192f0c4-0000-7000-8000-00000000000a';
const told = '0192f0c4-0000-7000-a000-000000000001';

/** Bundled, as the app ships it; beside the modules, for the native one stays outside. */
beforeAll(async () => {
  await build({
    configFile: false,
    logLevel: 'silent',
    ssr: { noExternal: true, external: ['better-sqlite3'] },
    build: {
      ssr: resolve('src-main/engine/main.ts'),
      outDir: bundleDir,
      rolldownOptions: { output: { entryFileNames: 'engine.mjs' } },
    },
  });
});
afterAll(() => rmSync(bundleDir, { recursive: true, force: true }));

interface Rig {
  platform: HeldPlatform;
  endpoint: string;
  /** Starts the engine in a process of its own; resolves when it is open. */
  start(): Promise<void>;
  /** As a power cut of the process. */
  kill(): Promise<void>;
  states: () => ExchangeState[];
  change: () => { state: string; receipt: string | null };
}

/** A profile with one task and, when asked, one change of it that waits; a platform that holds what it is told to hold. */
async function rig({ changed }: { changed: boolean }): Promise<Rig> {
  const profileDir = testFolder();
  const file = storeFile(profileDir, environment.name);
  const context = storedContext(file, [patchInstall()]);
  if (changed) edit(context, changeId, taskId, { notes: [{ text: 'Meterkast op slot', isInternal: false }] });
  context.store.close();
  const platform = await heldPlatform();
  onTestFinished(() => platform.close());
  const port = await freePort();
  const environments = [heldEnvironment(platform, environment, port)];
  let child: ChildProcess | null = null;
  const read = <Row>(sql: string): Row[] => {
    const db = new Database(file, { readonly: true, nativeBinding: nativeBinding() });
    try {
      return db.prepare<[], Row>(sql).all();
    } finally {
      db.close();
    }
  };
  return {
    platform,
    endpoint: `http://127.0.0.1:${port}`,
    async start() {
      const engine = fork(join(bundleDir, 'engine.mjs'), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
      child = engine;
      onTestFinished(() => void engine.kill('SIGKILL'));
      const opened = once(engine, 'message');
      engine.send({ kind: 'start', profileDir } satisfies ToEngine);
      engine.send({ kind: 'environments', environments } satisfies ToEngine);
      const [message] = (await opened) as unknown[];
      expect(FromEngine.parse(message)).toMatchObject({ kind: 'opened' });
    },
    async kill() {
      if (!child) throw new Error('there is no engine');
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
    states: () =>
      read<{ state: ExchangeState }>('select state from exchange order by opened_at').map(
        ({ state }) => state,
      ),
    change() {
      const [change] = read<{ state: string; receipt: string | null }>('select state, receipt from change');
      if (!change) throw new Error('the change is lost');
      return change;
    },
  };
}

const ok = (indicationId: string) => ({
  indicationId,
  systemId: ownSystem.systemId,
  cluster: ownSystem.cluster,
  taskId,
  result: 'OK' as const,
  taskVersion: 8,
  taskRef: null,
  errors: [],
  syncedAt: moment,
});

describe('an engine that is killed', () => {
  /** What the platform does from its Fetch on, and what is to be found then. */
  async function finishOutbound({ platform, endpoint, change, states }: Rig): Promise<void> {
    const indicationId = platform.indications[0]?.indicationId ?? '';
    const shown = await platform.fetch(endpoint, taskId);
    expect(shown.notes).toContainEqual(expect.objectContaining({ text: 'Meterkast op slot' }));
    expect(await platform.sync(endpoint, ok(indicationId))).toBe(204);
    expect(change()).toMatchObject({
      state: 'accepted',
      receipt: expect.stringContaining(indicationId) as string,
    });
    expect(states()).toEqual(['accepted']);
    // One exchange, whatever was repeated.
    expect(new Set(platform.indications.map((one) => one.indicationId)).size).toBe(1);
  }

  test('with its Indication under way (open) indicates again with the same id, and the exchange finishes', async () => {
    const it = await rig({ changed: true });
    it.platform.hold('indication');
    await it.start();
    await vi.waitFor(() => expect(it.platform.indications).toHaveLength(1), patience);
    await it.kill();
    expect(it.states()).toEqual(['open']);
    it.platform.letGo();
    await it.start();
    await vi.waitFor(() => expect(it.states()).toEqual(['indicated']), patience);
    await finishOutbound(it);
  });

  test('between Indication and Fetch (indicated) answers the Fetch when it comes, and the exchange finishes', async () => {
    const it = await rig({ changed: true });
    await it.start();
    await vi.waitFor(() => expect(it.states()).toEqual(['indicated']), patience);
    await it.kill();
    expect(it.states()).toEqual(['indicated']);
    await it.start();
    await finishOutbound(it);
  });

  test('between Fetch and Sync (fetched) shows the same again, takes the Sync, and the exchange finishes', async () => {
    const it = await rig({ changed: true });
    await it.start();
    await vi.waitFor(() => expect(it.states()).toEqual(['indicated']), patience);
    const shown = await it.platform.fetch(it.endpoint, taskId);
    await it.kill();
    expect(it.states()).toEqual(['fetched']);
    expect(it.change().state).toBe('sent');
    await it.start();
    expect(await it.platform.fetch(it.endpoint, taskId)).toEqual(shown);
    await finishOutbound(it);
  });

  test('after the Sync (accepted) has the receipt, and takes a repeat of the Sync without a second effect', async () => {
    const it = await rig({ changed: true });
    await it.start();
    await vi.waitFor(() => expect(it.states()).toEqual(['indicated']), patience);
    await finishOutbound(it);
    await it.kill();
    const { receipt } = it.change();
    await it.start();
    expect(await it.platform.sync(it.endpoint, ok(it.platform.indications[0]?.indicationId ?? ''))).toBe(204);
    expect(it.change()).toEqual({ state: 'accepted', receipt });
  });

  test('after a refusal (refused) still has it, parked with its reasons', async () => {
    const it = await rig({ changed: true });
    await it.start();
    await vi.waitFor(() => expect(it.states()).toEqual(['indicated']), patience);
    await it.platform.fetch(it.endpoint, taskId);
    const errors = [{ code: 'VALIDATION_FAILED', field: '/notes', message: 'no' }];
    const refusal = {
      ...ok(it.platform.indications[0]?.indicationId ?? ''),
      result: 'ERROR' as const,
      errors,
    };
    expect(await it.platform.sync(it.endpoint, refusal)).toBe(204);
    await it.kill();
    expect([it.states(), it.change().state]).toEqual([['refused'], 'refused']);
    await it.start();
    expect(await it.platform.sync(it.endpoint, refusal)).toBe(204);
    expect([it.states(), it.change().state]).toEqual([['refused'], 'refused']);
  });

  const indication = {
    indicationId: told,
    systemId: ownSystem.systemId,
    cluster: ownSystem.cluster,
    taskId,
    event: 'TASK_UPDATED',
    occurredAt: moment,
  };

  test('with its Fetch under way (inbound, indicated) fetches again, merges, and syncs', async () => {
    const it = await rig({ changed: false });
    it.platform.document = patchInstall({ version: 9, priority: 'URGENT' });
    it.platform.hold('fetch');
    await it.start();
    expect(await it.platform.indicate(it.endpoint, indication)).toBe(202);
    await vi.waitFor(() => expect(it.platform.fetched).toEqual([taskId]), patience);
    await it.kill();
    expect(it.states()).toEqual(['indicated']);
    it.platform.letGo();
    await it.start();
    await vi.waitFor(() => expect(it.states()).toEqual(['closed']), patience);
    expect(it.platform.syncs).toMatchObject([{ indicationId: told, result: 'OK', taskVersion: 9 }]);
  });

  test('with its Sync under way (inbound, merged) syncs again, without fetching again', async () => {
    const it = await rig({ changed: false });
    it.platform.document = patchInstall({ version: 9, priority: 'URGENT' });
    it.platform.hold('sync');
    await it.start();
    expect(await it.platform.indicate(it.endpoint, indication)).toBe(202);
    await vi.waitFor(() => expect(it.platform.syncs).toHaveLength(1), patience);
    await it.kill();
    expect(it.states()).toEqual(['merged']);
    it.platform.letGo();
    await it.start();
    await vi.waitFor(() => expect(it.states()).toEqual(['closed']), patience);
    expect(it.platform.fetched).toEqual([taskId]);
    expect(new Set(it.platform.syncs.map((one) => JSON.stringify([one.indicationId, one.result]))).size).toBe(
      1,
    );
  });

  test('after its Sync (inbound, closed) takes the same Indication again without fetching', async () => {
    const it = await rig({ changed: false });
    it.platform.document = patchInstall({ version: 9 });
    await it.start();
    expect(await it.platform.indicate(it.endpoint, indication)).toBe(202);
    await vi.waitFor(() => expect(it.states()).toEqual(['closed']), patience);
    await it.kill();
    await it.start();
    expect(await it.platform.indicate(it.endpoint, indication)).toBe(202);
    expect(it.states()).toEqual(['closed']);
    expect(it.platform.fetched).toEqual([taskId]);
  });
});
