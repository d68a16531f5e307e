/** Task documents for tests: complete where it matters, with an unknown field that must survive everything. */
import type { TaskDocument } from '../../src-main/contract/document/task-document.ts';

export const taskId = 'OT-2026-000123';

/** A planned PATCH_INSTALL, version 7. */
export function patchInstall(changes: Partial<TaskDocument> = {}): TaskDocument {
  return {
    id: taskId,
    inTaskId: 'IT-2026-000042',
    version: 7,
    cluster: 'ZH-NOORD',
    orgId: 'CONTR-ZH',
    taskType: 'PATCH_INSTALL',
    mainStatus: 'PLANNED',
    subStatus: null,
    reasons: [],
    inTaskStatus: 'PLANNED',
    priority: 'NORMAL',
    planned: '2026-11-24T09:00:00Z',
    dhid: 'DH-0001',
    connectionId: 'CN-0001',
    searchCode: 'SC-0001',
    address: { street: 'Voorstraat', houseNumber: '12', addition: 'A', postcode: '2611 JM', city: 'Delft' },
    PoPInfo: { popName: 'Delft-Voorhof', popCode: 'DFT-VH', odf: { frame: '3', position: '14' } },
    notes: [],
    work: null,
    futureField: { kept: ['as', 'it', 'came', null] },
    ...changes,
  };
}

/** What a contractor types when the patch is done. */
export const asBuilt = {
  work: {
    patch: { odfPosition: '3-2-14', operatorPort: 'KPN-1-7', patchCordLabel: 'PC-77', powerDbm: -18.4 },
  },
};
