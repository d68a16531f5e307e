import { randomUUID } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { EngineFrame } from '../../../src-main/contract/frames.ts';
import type { Engine } from '../../../src-main/engine/engine.ts';
import { sandboxEnvironment } from '../../../src-main/engine/sandbox-environment.ts';
import { startEngine } from '../../../src-main/engine/engine.ts';
import { silentLog } from '../../../src-main/runtime/log.ts';
import { realSurroundings } from '../../../src-main/runtime/surroundings.ts';
import { sandboxControl } from '../../../src-main/sandbox/control.ts';
import { openSandbox } from '../../../src-main/sandbox/network.ts';
import { queryOf } from '../../support/lists.ts';
import { testFolder } from '../../support/sync-context.ts';

const patience = { timeout: 20_000, interval: 25 };
const token = 'a-system-token-of-some-length';
const photo = new Uint8Array(
  readFileSync(new URL('../../../docs/images/list-and-detail-light.png', import.meta.url)),
);

/** A network that keeps its journal, and a function that starts engines in it. */
async function network(tasks = 20) {
  const surroundings = realSurroundings();
  const dir = testFolder();
  const sandbox = await openSandbox({ dir, seed: 7, tasks, surroundings, log: silentLog });
  onTestFinished(() => sandbox.close());
  const control = sandboxControl(sandbox.access);
  async function start(profileDir = testFolder()): Promise<Engine> {
    const environment = sandboxEnvironment(sandbox.access, token);
    const setting = { environment, surroundings, log: silentLog, version: 'test' };
    const engine = await startEngine({ ...setting, profileDir });
    onTestFinished(() => engine.stop());
    for (const system of environment.systems) {
      await control.registerSystem({ ...system, endpoint: engine.endpoint });
    }
    return engine;
  }
  return { control, start };
}

async function plannedTask({ handlers }: Engine): Promise<string> {
  return vi.waitFor(() => {
    const { rows } = handlers['task.list']({ query: queryOf(), after: null, skip: 0, limit: 1000 });
    const task = rows.find((row) => row.taskType === 'PATCH_INSTALL' && row.mainStatus === 'PLANNED');
    expect(rows).toHaveLength(20);
    if (!task) throw new Error('no planned PATCH_INSTALL in the sandbox');
    return task.taskId;
  }, patience);
}

/** A call as a window makes it: over a real MessagePort, by structured clone. */
function overPort(engine: Engine, method: string, input: object): Promise<EngineFrame> {
  const { port1: window, port2 } = new MessageChannel();
  engine.connect({
    post: (frame) => port2.postMessage(frame),
    onFrame: (handle) => port2.on('message', handle),
    onClose: (handle) => port2.on('close', handle),
    close: () => port2.close(),
  });
  return new Promise((resolve) => {
    window.on('message', (frame: EngineFrame) => {
      if (frame.kind === 'event') return;
      window.close();
      resolve(frame);
    });
    window.postMessage({ kind: 'call', callId: 1, method, input });
  });
}

describe('a file over real HTTP', () => {
  test('goes from the window to the accepted change of the platform, and comes back when the device has lost it', async () => {
    const { control, start } = await network();
    const profileDir = testFolder();
    const engine = await start(profileDir);
    const taskId = await plannedTask(engine);
    const file = { changeId: randomUUID(), taskId, fileName: 'Meterkast.PNG', bytes: photo };
    const added = await overPort(engine, 'attachment.add', file);
    expect(added).toMatchObject({ kind: 'answer', output: { changeNumber: 1 } });
    await vi.waitFor(() => {
      expect(engine.handlers['task.open']({ taskId }).changes).toMatchObject([{ state: 'accepted' }]);
    }, patience);
    const held = await control.task(taskId);
    const attachment = held.attachments?.find(({ fileName }) => fileName === 'Meterkast.PNG');
    expect(attachment).toMatchObject({ size: photo.length, mimeType: 'image/png' });

    // What is opened now came from the platform: the device has nothing of it any more.
    rmSync(join(profileDir, 'environments', 'sandbox', 'attachments'), { recursive: true });
    const opened = await overPort(engine, 'attachment.open', { taskId, attachmentId: attachment?.id ?? '' });
    if (opened.kind !== 'answer') throw new Error(`it could not be opened: ${JSON.stringify(opened)}`);
    const { bytes } = opened.output as { bytes: Uint8Array };
    expect(bytes).toBeInstanceOf(Uint8Array);
    expect(Buffer.from(bytes).equals(photo)).toBe(true);
  }, 60_000);

  test('that the platform had from the start is here before it is asked for', async () => {
    const { control, start } = await network(60);
    const { handlers } = await start();
    const held = await vi.waitFor(() => {
      const { rows } = handlers['task.list']({ query: queryOf(), after: null, skip: 0, limit: 1000 });
      expect(rows).toHaveLength(60);
      const details = rows.map(({ taskId }) => handlers['task.open']({ taskId }));
      return details.find(({ document }) => (document.attachments ?? []).length > 0);
    }, patience);
    const [attachment] = held?.document.attachments ?? [];
    if (!held || !attachment) throw new Error('no seeded task has a file');
    await control.setConditions({ network: 'unreachable' });
    const opened = await handlers['attachment.open']({ taskId: held.taskId, attachmentId: attachment.id });
    expect(opened).toMatchObject({ fileName: attachment.fileName, mimeType: attachment.mimeType });
    expect(opened.bytes).toHaveLength(attachment.size ?? 0);
  }, 60_000);

  test('that was added while the platform is away arrives when it is back', async () => {
    const { control, start } = await network();
    const engine = await start();
    const taskId = await plannedTask(engine);
    await control.setConditions({ network: 'unreachable' });
    const file = { changeId: randomUUID(), taskId, fileName: 'kabel.png', bytes: photo };
    const { attachmentId } = engine.handlers['attachment.add'](file);
    const opened = await engine.handlers['attachment.open']({ taskId, attachmentId });
    expect(Buffer.from(opened.bytes).equals(photo)).toBe(true);
    await control.setConditions({ network: 'normal' });
    engine.handlers['sync.tryNow']({});
    await vi.waitFor(() => {
      expect(engine.handlers['task.open']({ taskId }).changes).toMatchObject([{ state: 'accepted' }]);
    }, patience);
    expect((await control.task(taskId)).attachments?.map(({ id }) => id)).toContain(attachmentId);
  }, 60_000);
});
