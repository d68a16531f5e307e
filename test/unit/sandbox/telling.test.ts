import { describe, expect, it } from 'vitest';
import { answerLimitMs } from '../../../src-main/equitri/exchange.ts';
import { patchInstall, taskId } from '../../support/documents.ts';
import { exchangeId, registration, rig, type Rig } from './platform-rig.ts';

const { systemId } = registration;
const other = 'OT-2026-000124';
const documents = [patchInstall(), patchInstall({ id: other })];

/** A platform whose System has acknowledged everything. */
async function toldRig(): Promise<Rig> {
  const it = rig(documents);
  it.platform.register(registration);
  await it.pass(100);
  it.acknowledgeAll();
  await it.pass(100);
  it.system.indications.length = 0;
  return it;
}

describe('what a System is told', () => {
  it('of every task, when it is registered', async () => {
    const { platform, system, pass } = rig(documents);
    await pass(1_000);
    expect(system.indications).toEqual([]);
    platform.register(registration);
    await pass(100);
    expect(system.indications).toMatchObject([
      { taskId, event: 'TASK_CREATED', systemId, cluster: 'ZH-NOORD' },
      { taskId: other, event: 'TASK_CREATED' },
    ]);
    expect(platform.systems()).toMatchObject([{ systemId, told: 0, toTell: 2 }]);
  });

  it('not before the journal has it on the disk', async () => {
    const it = rig([patchInstall()]);
    const release = it.holdDisk();
    it.platform.register(registration);
    await it.pass(100);
    expect(it.system.indications).toEqual([]);
    release();
    await it.pass(100);
    expect(it.system.indications).toHaveLength(1);
  });

  it('nothing of tasks of another organization or cluster', async () => {
    const foreign = [patchInstall({ orgId: 'CONTR-NH' }), patchInstall({ id: other, cluster: 'NH' })];
    const { platform, system, pass } = rig(foreign);
    platform.register(registration);
    await pass(100);
    expect(system.indications).toEqual([]);
    expect(platform.fetched('outTask', systemId, taskId)).toBeNull();
    expect(platform.fetched('outTask', 'CONTR-XX-01', other)).toBeNull();
  });

  it('again with the same indicationId until it answers, and after the time limit until its Sync', async () => {
    const it = rig([patchInstall()]);
    it.system.faults = Array.from({ length: 4 }, () => ({ step: 'indicate', fault: 'lost' }));
    it.platform.register(registration);
    await it.pass(30_000);
    expect(it.system.indications).toHaveLength(1);
    await it.pass(answerLimitMs);
    expect(it.system.indications).toHaveLength(2);
    expect(new Set(it.system.indications.map(({ indicationId }) => indicationId)).size).toBe(1);
    it.acknowledgeAll();
    await it.pass(10 * answerLimitMs);
    expect(it.system.indications).toHaveLength(2);
  });

  it('again at once, with the same indicationId, when it registers again or the network is back', async () => {
    const it = rig([patchInstall()]);
    it.platform.register(registration);
    await it.pass(100);
    it.platform.register({ ...registration, endpoint: 'http://127.0.0.1:2' });
    await it.pass(100);
    it.platform.setConditions({ network: 'unreachable' });
    await it.pass(10 * answerLimitMs);
    expect(it.system.indications).toHaveLength(2); // cut off, it makes no calls itself
    it.platform.setConditions({ network: 'normal' });
    await it.pass(100);
    expect(it.system.indications).toHaveLength(3);
    expect(new Set(it.system.indications.map(({ indicationId }) => indicationId)).size).toBe(1);
  });

  it('of a change at the platform, in a new exchange', async () => {
    const it = await toldRig();
    const changed = it.platform.change(taskId, { priority: 'URGENT', PoPInfo: { room: 'Kelder' } });
    expect(changed).toMatchObject({
      version: 8,
      priority: 'URGENT',
      PoPInfo: { popCode: 'DFT-VH', room: 'Kelder' },
    });
    await it.pass(100);
    expect(it.system.indications).toMatchObject([{ taskId, event: 'TASK_UPDATED' }]);
    it.acknowledgeAll();
  });

  it('of several changes in one exchange while it has not fetched, and of what came after its fetch in the next', async () => {
    const it = await toldRig();
    it.platform.change(taskId, { priority: 'LOW' });
    it.platform.change(taskId, { priority: 'HIGH' });
    await it.pass(100);
    expect(it.system.indications).toHaveLength(1);
    it.platform.fetched('outTask', systemId, taskId);
    it.platform.change(taskId, { mainStatus: 'CANCELLED', reasons: [{ code: 'DUPLICATE' }] });
    const [first] = it.system.indications;
    if (!first) throw new Error('nothing was told');
    // Whatever version the Sync names: what was shown at the Fetch is all it can know.
    it.platform.synced('outTask', systemId, {
      ...first,
      result: 'OK',
      taskVersion: 10,
      errors: [],
      syncedAt: first.occurredAt,
    });
    await it.pass(100);
    expect(it.system.indications.slice(1)).toMatchObject([{ taskId, event: 'TASK_CLOSED' }]);
    expect(it.platform.document(taskId)?.closedAt).toBeTruthy();
  });
});

describe('the Sync of a System', () => {
  it('is taken again and again, with one effect', async () => {
    const it = await toldRig();
    it.platform.change(taskId, { priority: 'LOW' });
    await it.pass(100);
    const [indication] = it.system.indications;
    if (!indication) throw new Error('nothing was told');
    expect(it.acknowledge(indication)).toBe('taken');
    const recorded = it.entries.length;
    expect(it.acknowledge(indication)).toBe('taken');
    expect(it.acknowledge(indication, 'ERROR')).toBe('taken');
    expect(it.entries).toHaveLength(recorded);
  });

  it('refusing a version is not asked about that version again', async () => {
    const it = rig([patchInstall()]);
    it.platform.register(registration);
    await it.pass(100);
    const [indication] = it.system.indications;
    if (!indication) throw new Error('nothing was told');
    expect(it.acknowledge(indication, 'ERROR')).toBe('taken');
    it.platform.register(registration);
    await it.pass(10 * answerLimitMs);
    expect(it.system.indications).toHaveLength(1);
    it.platform.change(taskId, { priority: 'LOW' });
    await it.pass(100);
    expect(it.system.indications).toHaveLength(2);
  });

  it('refusing without a Fetch is not asked about that version again either', async () => {
    const it = await toldRig();
    it.platform.change(taskId, { priority: 'LOW' });
    await it.pass(100);
    const [indication] = it.system.indications;
    if (!indication) throw new Error('nothing was told');
    const refusal = { result: 'ERROR' as const, errors: [], syncedAt: indication.occurredAt };
    expect(it.platform.synced('outTask', systemId, { ...indication, ...refusal })).toBe('taken');
    await it.pass(10 * answerLimitMs);
    expect(it.system.indications).toHaveLength(1);
  });

  it('is refused for an exchange that is unknown, of another task, or never fetched', async () => {
    const { platform, system, pass } = rig(documents);
    platform.register(registration);
    await pass(100);
    const [indication] = system.indications;
    if (!indication) throw new Error('nothing was told');
    const sync = { ...indication, result: 'OK' as const, errors: [], syncedAt: indication.occurredAt };
    expect(platform.synced('outTask', systemId, sync)).toBe('notFetched');
    expect(platform.synced('outTask', systemId, { ...sync, taskId: other })).toBe('otherTask');
    expect(platform.synced('outTask', systemId, { ...sync, indicationId: exchangeId(1) })).toBe(
      'unknownExchange',
    );
    expect(platform.synced('outTask', 'CONTR-XX-01', sync)).toBe('unknownExchange');
    expect(platform.synced('inTask', systemId, sync)).toBe('unknownExchange');
  });
});

describe('a change at the platform', () => {
  it('is refused for an unknown or ended task, for fields the platform sets, and off the schema', () => {
    const { platform } = rig([patchInstall(), patchInstall({ id: other, mainStatus: 'DELIVERED' })]);
    const thrown = (id: string, fields: Record<string, unknown>): unknown => {
      try {
        return platform.change(id, fields);
      } catch (failure) {
        return failure;
      }
    };
    expect(thrown('OT-2026-999999', {})).toMatchObject({ code: 'TASK_UNKNOWN' });
    expect(thrown(other, { priority: 'LOW' })).toMatchObject({ code: 'TASK_ENDED' });
    expect(thrown(taskId, { version: 99 })).toMatchObject({ detail: { issues: [{ path: '/version' }] } });
    expect(thrown(taskId, { mainStatus: 7 })).toMatchObject({
      detail: { issues: [{ path: '/mainStatus' }] },
    });
    expect(platform.document(taskId)).toEqual(patchInstall());
  });
});
