import { describe, expect, it } from 'vitest';
import type { TaskDocument } from '../../../src-main/contract/document/task-document.ts';
import { asBuilt, patchInstall, taskId } from '../../support/documents.ts';
import { exchangeId, registration, rig, type Rig } from './platform-rig.ts';

const { systemId } = registration;
const first = exchangeId(1);

/** A platform with one task, its System registered and told. */
async function offeringRig(serve: (own: TaskDocument) => TaskDocument | null): Promise<Rig> {
  const it = rig([patchInstall()]);
  it.system.serve = () => serve(it.platform.document(taskId) ?? patchInstall());
  it.platform.register(registration);
  await it.pass(100);
  it.acknowledgeAll();
  return it;
}

describe('an offer of a System', () => {
  it('is fetched, stored and synced with the new version; nothing is left to tell that System', async () => {
    const it = await offeringRig((own) => ({ ...own, mainStatus: 'IN_PROGRESS', ...asBuilt }));
    expect(it.indicate(taskId, first)).toBe('taken');
    await it.pass(100);
    expect(it.system.fetches).toEqual([{ taskId, indicationId: first, token: registration.token }]);
    expect(it.system.syncs).toMatchObject([
      { indicationId: first, result: 'OK', taskVersion: 8, errors: [], systemId, cluster: 'ZH-NOORD' },
    ]);
    expect(it.platform.document(taskId)).toMatchObject({
      version: 8,
      mainStatus: 'IN_PROGRESS',
      futureField: patchInstall()['futureField'],
      ...asBuilt,
    });
    expect(it.platform.receipts()).toMatchObject([{ indicationId: first, result: 'OK', version: 8 }]);
    expect(it.platform.systems()).toMatchObject([{ told: 1, toTell: 0, openOffers: 0 }]);
    expect(it.system.indications).toHaveLength(1);
  });

  it('has its Sync only when the journal has the judgement on the disk', async () => {
    const it = await offeringRig((own) => ({ ...own, ...asBuilt }));
    const release = it.holdDisk();
    it.indicate(taskId, first);
    await it.pass(100);
    expect([it.system.fetches.length, it.system.syncs.length]).toEqual([1, 0]);
    release();
    await it.pass(100);
    expect(it.system.syncs).toHaveLength(1);
  });

  it('that ends the task closes it', async () => {
    const it = await offeringRig((own) => ({ ...own, mainStatus: 'DELIVERED', ...asBuilt }));
    it.indicate(taskId, first);
    await it.pass(100);
    const document = it.platform.document(taskId);
    expect(document?.closedAt).toBe(document?.updatedAt);
    expect(document?.closedAt).toBeTruthy();
  });

  it('that is refused leaves the document as it was', async () => {
    const it = await offeringRig((own) => ({ ...own, priority: 'URGENT' }));
    it.indicate(taskId, first);
    await it.pass(100);
    expect(it.platform.document(taskId)).toEqual(patchInstall());
    expect(it.system.syncs).toMatchObject([
      { result: 'ERROR', taskVersion: null, errors: [{ code: 'FIELD_NOT_UPDATABLE', field: '/priority' }] },
    ]);
    expect(it.platform.receipts()).toMatchObject([
      { result: 'ERROR', version: 7, served: { priority: 'URGENT' } },
    ]);
  });

  it('with nothing new in it is OK with the version as it is', async () => {
    const it = await offeringRig((own) => own);
    it.indicate(taskId, first);
    await it.pass(100);
    expect(it.system.syncs).toMatchObject([{ result: 'OK', taskVersion: 7 }]);
    expect(it.platform.document(taskId)).toEqual(patchInstall());
  });

  it('for a task the System does not serve is TASK_UNKNOWN', async () => {
    const it = await offeringRig(() => null);
    it.indicate(taskId, first);
    await it.pass(100);
    expect(it.system.syncs).toMatchObject([{ result: 'ERROR', errors: [{ code: 'TASK_UNKNOWN' }] }]);
  });

  it('refused on demand uses the demand up, and a document with nothing new does not', async () => {
    const it = await offeringRig((own) => own);
    it.platform.setConditions({ refuseNextSync: true });
    it.indicate(taskId, first);
    await it.pass(100);
    expect(it.platform.conditions().refuseNextSync).toBe(true);
    it.system.serve = () => ({ ...patchInstall(), ...asBuilt });
    it.indicate(taskId, exchangeId(2));
    await it.pass(100);
    it.indicate(taskId, exchangeId(3));
    await it.pass(100);
    expect(it.system.syncs.map(({ result, errors }) => [result, errors[0]?.field])).toEqual([
      ['OK', undefined],
      ['ERROR', '/work/patch/powerDbm'],
      ['OK', undefined],
    ]);
    expect(it.platform.conditions().refuseNextSync).toBe(false);
  });

  it('of another System reaches this one as an update', async () => {
    const it = await offeringRig((own) => ({ ...own, ...asBuilt }));
    const colleague = { ...registration, systemId: 'CONTR-ZH-02' };
    it.platform.register(colleague);
    await it.pass(100);
    it.acknowledgeAll();
    it.platform.indicated('outTask', colleague.systemId, {
      ...{ indicationId: first, systemId: colleague.systemId, cluster: colleague.cluster, taskId },
      ...{ event: 'TASK_UPDATED', occurredAt: '2026-11-23T08:00:00Z' },
    });
    await it.pass(100);
    expect(it.platform.systems()).toMatchObject([
      { systemId, toTell: 1 },
      { systemId: colleague.systemId, toTell: 0 },
    ]);
  });
});

describe('an Indication of a System', () => {
  it('is not for a task it may not see, nor in the other api, nor with the id of another exchange', async () => {
    const it = rig([patchInstall(), patchInstall({ id: 'OT-2' }), patchInstall({ id: 'OT-3', orgId: 'X' })]);
    it.platform.register(registration);
    await it.pass(100);
    expect(it.indicate('OT-9', first)).toBe('unknownTask');
    expect(it.indicate('OT-3', first)).toBe('unknownTask');
    expect(it.indicate(taskId, first)).toBe('taken');
    expect(it.indicate('OT-2', first)).toBe('otherExchange');
    const [told] = it.system.indications;
    expect(it.indicate(taskId, told?.indicationId ?? '')).toBe('otherExchange');
    const indication = {
      indicationId: exchangeId(2),
      taskId,
      event: 'X',
      occurredAt: '2026-11-23T08:00:00Z',
    };
    const { cluster } = registration;
    expect(it.platform.indicated('inTask', systemId, { ...indication, systemId, cluster })).toBe(
      'unknownTask',
    );
  });

  it('repeated before the fetch has the document fetched now', async () => {
    const it = await offeringRig((own) => ({ ...own, ...asBuilt }));
    it.system.faults = Array.from({ length: 50 }, () => ({ step: 'fetch', fault: 'lost' }));
    it.indicate(taskId, first);
    await it.pass(20_000); // the waits have grown to seconds
    it.system.faults = [];
    it.indicate(taskId, first);
    await it.pass(0);
    expect(it.system.syncs).toMatchObject([{ result: 'OK', taskVersion: 8 }]);
  });

  it('repeated while the Sync was not taken has the same Sync delivered again', async () => {
    const it = await offeringRig((own) => ({ ...own, ...asBuilt }));
    it.system.faults = Array.from({ length: 50 }, () => ({ step: 'sync', fault: 401 }));
    it.indicate(taskId, first);
    await it.pass(20_000);
    it.system.faults = [];
    it.indicate(taskId, first);
    await it.pass(0);
    expect(it.system.fetches).toHaveLength(1);
    expect(it.system.syncs).toMatchObject([{ result: 'OK', taskVersion: 8 }]);
  });

  it('repeated after the end does nothing', async () => {
    const it = await offeringRig((own) => ({ ...own, ...asBuilt }));
    it.indicate(taskId, first);
    await it.pass(100);
    const recorded = it.entries.length;
    expect(it.indicate(taskId, first)).toBe('taken');
    await it.pass(60_000);
    expect(it.entries).toHaveLength(recorded);
    expect([it.system.fetches.length, it.system.syncs.length]).toEqual([1, 1]);
  });

  it('repeated after the System refused the Sync has the same Sync again, and then no more', async () => {
    const it = await offeringRig((own) => ({ ...own, ...asBuilt }));
    it.system.faults = [{ step: 'sync', fault: 404 }];
    it.indicate(taskId, first);
    await it.pass(1_000);
    expect(it.system.syncs).toEqual([]);
    it.indicate(taskId, first);
    await it.pass(1_000);
    expect(it.system.syncs).toMatchObject([{ indicationId: first, result: 'OK', taskVersion: 8 }]);
    it.indicate(taskId, first);
    await it.pass(60_000);
    expect([it.system.fetches.length, it.system.syncs.length]).toEqual([1, 1]);
  });

  it('whose exchange the System has forgotten does not hold up the next one', async () => {
    const it = await offeringRig((own) => ({ ...own, ...asBuilt }));
    it.system.faults = [{ step: 'sync', fault: 404 }];
    it.indicate(taskId, first);
    it.indicate(taskId, exchangeId(2));
    await it.pass(1_000);
    expect(it.system.syncs).toMatchObject([{ indicationId: exchangeId(2), result: 'OK', taskVersion: 8 }]);
  });
});
