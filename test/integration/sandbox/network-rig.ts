/** A sandbox network in this process, over real HTTP on loopback, with real time. */
import { expect, onTestFinished, vi } from 'vitest';
import { silentLog } from '../../../src-main/runtime/log.ts';
import { realSurroundings } from '../../../src-main/runtime/surroundings.ts';
import { sandboxControl, type SandboxControl } from '../../../src-main/sandbox/control.ts';
import { openSandbox, type SandboxOptions } from '../../../src-main/sandbox/network.ts';
import { openSystemStub, type SystemStub } from './system-stub.ts';

/** How long a test waits for what the two sides do by themselves. */
export const soon = { timeout: 10_000, interval: 20 };
/** The exchange that the stub opens. */
export const exchange = '0192f0c4-2222-7000-8000-000000000001';

/** A sandbox on free ports, closed when the test ends. */
export async function open(options: Partial<SandboxOptions> = {}) {
  const surroundings = realSurroundings();
  const settings = { dir: null, seed: 7, tasks: 20, surroundings, log: silentLog, ...options };
  const sandbox = await openSandbox(settings);
  let isOpen = true;
  const close = async () => {
    if (isOpen) await sandbox.close();
    isOpen = false;
  };
  onTestFinished(close);
  return { access: sandbox.access, control: sandboxControl(sandbox.access), close };
}

/** A sandbox with a System that has taken everything it was told of. */
export async function openWithSystem(options: Partial<SandboxOptions> = {}) {
  const { access, control, close } = await open(options);
  const system = await openSystemStub(access);
  await control.registerSystem(system.registration);
  await vi.waitFor(() => expect(system.indications).toHaveLength(20), soon);
  for (const indication of system.indications) await system.take(indication);
  const { byStatus } = await control.summary();
  expect(byStatus['PLANNED']).toBeGreaterThan(0);
  return { access, control, close, system };
}

/** An Indication of the stub for a task. */
export function indicationOf({ registration }: SystemStub, taskId: string) {
  const { systemId, cluster } = registration;
  const occurredAt = new Date().toISOString();
  return { indicationId: exchange, systemId, cluster, taskId, event: 'TASK_UPDATED', occurredAt };
}

/** A PATCH_INSTALL of these tasks that can be worked on. */
export async function plannedPatch(control: SandboxControl, taskIds: string[]): Promise<string> {
  for (const taskId of taskIds) {
    const { taskType, mainStatus } = await control.task(taskId);
    if (taskType === 'PATCH_INSTALL' && mainStatus === 'PLANNED') return taskId;
  }
  throw new Error('no planned PATCH_INSTALL in this network');
}
