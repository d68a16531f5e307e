import { randomUUID } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import type { ChangeState } from '../../../src-main/contract/change.ts';
import type { EditPatch } from '../../../src-main/contract/document/patch.ts';
import type { Engine } from '../../../src-main/engine/engine.ts';
import { safeLmra } from '../../support/record-actions.ts';
import { queryOf } from '../../support/lists.ts';
import { testFolder } from '../../support/sync-context.ts';
import { call, testNetwork } from '../../support/network.ts';

const patience = { timeout: 20_000, interval: 25 };
const asBuilt: EditPatch = {
  work: {
    patch: {
      odfPosition: 'A-2-14',
      operatorPort: '1/7',
      patchCordLabel: 'PC-77',
      patchCordLengthM: 3,
      powerDbm: -18.4,
    },
  },
};

async function filled(engine: Engine, tasks: number): Promise<void> {
  await vi.waitFor(() => {
    expect(
      call(engine, 'task.list', { query: queryOf(), after: null, skip: 0, limit: 1000 }).rows,
    ).toHaveLength(tasks);
    expect(call(engine, 'sync.status', {}).receiving).toBeNull();
  }, patience);
}

function pick(engine: Engine, mainStatus: string): string {
  const { rows } = call(engine, 'task.list', { query: queryOf(), after: null, skip: 0, limit: 1000 });
  const task = rows.find((row) => row.taskType === 'PATCH_INSTALL' && row.mainStatus === mainStatus);
  if (!task) throw new Error(`no PATCH_INSTALL at ${mainStatus} in the sandbox`);
  return task.taskId;
}

function edit(engine: Engine, taskId: string, patch: EditPatch): void {
  call(engine, 'task.edit', { changeId: randomUUID(), taskId, patch });
}

/** Nobody starts work before it. */
function answerLmra(engine: Engine, taskId: string): void {
  for (const action of safeLmra) call(engine, 'record.change', { entryId: randomUUID(), taskId, action });
}

async function allBecome(engine: Engine, taskId: string, state: ChangeState): Promise<void> {
  await vi.waitFor(() => {
    const states = call(engine, 'task.open', { taskId }).changes.map((change) => change.state);
    expect(new Set(states)).toEqual(new Set([state]));
  }, patience);
}

describe('engine and sandbox over real HTTP', () => {
  test('the store is filled by Indications and Fetches, each closed by our Sync', async () => {
    const network = await testNetwork();
    const engine = await network.start();
    await filled(engine, 20);
    const { rows } = call(engine, 'task.list', { query: queryOf(), after: null, skip: 0, limit: 1000 });
    for (const { taskId } of rows) {
      expect(call(engine, 'task.open', { taskId }).base).toEqual(await network.control.task(taskId));
    }
  });

  test('a job done while the platform is away is kept over a restart and arrives exactly as typed', async () => {
    const network = await testNetwork();
    const profile = testFolder();
    const before = await network.start(profile);
    await filled(before, 20);
    const taskId = pick(before, 'RECEIVED');
    await network.control.setConditions({ network: 'unreachable' });
    answerLmra(before, taskId);
    edit(before, taskId, { mainStatus: 'IN_PROGRESS' });
    edit(before, taskId, asBuilt);
    edit(before, taskId, { notes: [{ text: 'Patchkast stond open' }] });
    edit(before, taskId, { mainStatus: 'DELIVERED' });
    await vi.waitFor(() => {
      const status = call(before, 'sync.status', {});
      expect(status).toMatchObject({ pending: 4, trouble: { kind: 'cut' } });
      expect(Date.parse(status.nextTryAt ?? '')).toBeGreaterThan(Date.now() - 1000);
    }, patience);
    await before.stop();

    const after = await network.start(profile);
    expect(call(after, 'task.open', { taskId })).toMatchObject({
      document: { mainStatus: 'DELIVERED', ...asBuilt },
    });
    await network.control.setConditions({ network: 'normal' });
    await allBecome(after, taskId, 'accepted');
    const held = await network.control.task(taskId);
    expect(held).toMatchObject({ mainStatus: 'DELIVERED', ...asBuilt });
    expect(held.notes?.map((note) => note.text)).toContain('Patchkast stond open');
    for (const { receipt } of call(after, 'task.open', { taskId }).changes) {
      expect(receipt).toMatchObject({ taskVersion: expect.any(Number) as number });
    }
  }, 60_000);

  test('a refused sync parks the changes with field and reason; corrected, they arrive', async () => {
    const network = await testNetwork();
    const engine = await network.start();
    await filled(engine, 20);
    const taskId = pick(engine, 'PLANNED');
    edit(engine, taskId, { work: { patch: { ...asBuilt.work?.patch, powerDbm: 40 } } });
    await allBecome(engine, taskId, 'refused');
    const [change] = call(engine, 'task.open', { taskId }).changes;
    expect(change?.refusal?.reasons).toMatchObject([
      { code: 'VALIDATION_FAILED', field: '/work/patch/powerDbm' },
    ]);
    expect((await network.control.task(taskId)).work ?? null).not.toMatchObject({ patch: { powerDbm: 40 } });

    call(engine, 'outbox.correct', {
      changeId: change?.changeId ?? '',
      patch: { work: { patch: { powerDbm: -18.4 } } },
    });
    await allBecome(engine, taskId, 'accepted');
    expect(await network.control.task(taskId)).toMatchObject(asBuilt);
  });

  test('a refusal on command is parked, and sent again it is accepted', async () => {
    const network = await testNetwork();
    const engine = await network.start();
    await filled(engine, 20);
    const taskId = pick(engine, 'PLANNED');
    await network.control.setConditions({ refuseNextSync: true });
    answerLmra(engine, taskId);
    edit(engine, taskId, { mainStatus: 'IN_PROGRESS' });
    await allBecome(engine, taskId, 'refused');
    call(engine, 'outbox.resend', { taskId });
    await allBecome(engine, taskId, 'accepted');
  });

  test('an address that is not whitelisted is told as such, and nothing is lost', async () => {
    const network = await testNetwork();
    const engine = await network.start();
    await filled(engine, 20);
    await network.control.setConditions({ network: 'notWhitelisted' });
    const taskId = pick(engine, 'PLANNED');
    answerLmra(engine, taskId);
    edit(engine, taskId, { mainStatus: 'IN_PROGRESS' });
    await vi.waitFor(() => {
      expect(call(engine, 'sync.status', {}).trouble).toMatchObject({ kind: 'notWhitelisted' });
    }, patience);
    await network.control.setConditions({ network: 'normal' });
    call(engine, 'sync.tryNow', {});
    await allBecome(engine, taskId, 'accepted');
  });

  test('an update of the platform is merged with what is pending here', async () => {
    const network = await testNetwork();
    const engine = await network.start();
    await filled(engine, 20);
    const taskId = pick(engine, 'PLANNED');
    await network.control.setConditions({ network: 'unreachable' });
    edit(engine, taskId, asBuilt);
    await network.control.changeTask(taskId, { priority: 'URGENT' });
    await network.control.setConditions({ network: 'normal' });
    call(engine, 'sync.tryNow', {});
    await allBecome(engine, taskId, 'accepted');
    await vi.waitFor(async () => {
      expect(await network.control.task(taskId)).toMatchObject({ priority: 'URGENT', ...asBuilt });
      expect(call(engine, 'task.open', { taskId }).document).toMatchObject({
        priority: 'URGENT',
        ...asBuilt,
      });
    }, patience);
  });
});
