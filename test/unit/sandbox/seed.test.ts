import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TaskDocument } from '../../../src-main/contract/document/task-document.ts';
import { defaultRules } from '../../../src-main/domain/rules/default-rules.ts';
import { seedNetwork } from '../../../src-main/sandbox/seed/network.ts';
import { network, orders, pops } from '../../../src-main/sandbox/seed/words.ts';

const startDay = '2026-11-23';
const { documents } = seedNetwork({ seed: 2026, tasks: 200, startDay });

function count(of: (document: TaskDocument) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const document of documents) counts[of(document)] = (counts[of(document)] ?? 0) + 1;
  return counts;
}

describe('a network from a seed', () => {
  it('is the same network byte for byte for the same seed and start day, and another for another', () => {
    const again = seedNetwork({ seed: 2026, tasks: 200, startDay }).documents;
    expect(JSON.stringify(again)).toBe(JSON.stringify(documents));
    const other = seedNetwork({ seed: 2027, tasks: 200, startDay }).documents;
    expect(JSON.stringify(other)).not.toBe(JSON.stringify(documents));
  });

  it('moves as a whole with its start day', () => {
    const later = seedNetwork({ seed: 2026, tasks: 200, startDay: '2026-11-30' }).documents;
    const weekOn = (moment: string) => new Date(Date.parse(moment) + 7 * 24 * 3_600_000).toISOString();
    for (const [at, document] of documents.entries()) {
      expect(later[at]?.createdAt).toBe(weekOn(document.createdAt ?? ''));
    }
  });

  it('begins alike however many tasks it has', () => {
    const small = seedNetwork({ seed: 2026, tasks: 20, startDay }).documents;
    // The last order may be cut short, and then links to fewer tasks.
    expect(small.slice(0, 17)).toEqual(documents.slice(0, 17));
    expect(small).toHaveLength(20);
  });

  it('has documents of the contract, each with an id of its own, whatever the seed and the size', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 60 }), (seed, tasks) => {
        const drawn = seedNetwork({ seed, tasks, startDay }).documents;
        expect(drawn).toHaveLength(tasks);
        expect(new Set(drawn.map(({ id }) => id)).size).toBe(tasks);
        for (const document of drawn) expect(TaskDocument.parse(document)).toEqual(document);
      }),
    );
  });

  it('has the proportions of the orders', () => {
    expect(count(({ taskType }) => taskType)).toMatchObject({
      PATCH_INSTALL: 100,
      FTU_CONSTRUCT: 24,
      PATCH_TERMINATE: 16,
      POP_INCIDENT: 2,
    });
    expect(Object.keys(count(({ taskType }) => taskType)).sort()).toEqual(
      orders.taskTypes.map(({ name }) => name).sort(),
    );
    expect(Object.keys(count(({ mainStatus }) => mainStatus)).sort()).toEqual(
      orders.statuses.map(({ name }) => name).sort(),
    );
    expect(Object.keys(count(({ sla }) => sla?.status ?? 'none')).sort()).toEqual(
      ['AT_RISK', 'BREACHED', 'MET', 'ON_TRACK', 'none'].sort(),
    );
    expect(Object.keys(count(({ PoPInfo }) => PoPInfo?.popCode ?? ''))).toHaveLength(pops.length);
  });

  it('has orders of two fibres: two patches of one fibre each, and an FTU with both', () => {
    const ftus = documents.filter(({ ConnectionMultiInfo }) => (ConnectionMultiInfo?.length ?? 0) > 1);
    expect(ftus).toHaveLength(6);
    for (const ftu of ftus) {
      const patches = documents.filter((one) => one.taskSetId === ftu.taskSetId && one !== ftu);
      expect(patches.map(({ taskType }) => taskType)).toEqual(['PATCH_INSTALL', 'PATCH_INSTALL']);
      expect(patches.map(({ ConnectionInfo }) => ConnectionInfo?.fibre)).toEqual([1, 2]);
      expect(ftu.PoPMultiInfo?.map(({ odf }) => odf)).toEqual(patches.map(({ PoPInfo }) => PoPInfo?.odf));
      expect(ftu.linkedTasks?.map(({ taskId }) => taskId)).toEqual(patches.map(({ id }) => id));
      expect(ftu.HASMultiInfo).toHaveLength(2);
    }
  });

  it('has tasks from before: without a network type, and without the fields that came later', () => {
    expect(documents.some(({ networkType }) => networkType === null)).toBe(true);
    const old = documents.filter((document) => !Object.hasOwn(document, 'contactDetails'));
    expect(old.length).toBeGreaterThan(3);
    for (const document of old) expect(document).not.toHaveProperty('labels');
  });

  it('patches no two fibres to one position', () => {
    const positions = documents
      .filter(({ taskType }) => taskType === 'PATCH_INSTALL')
      .map(({ PoPInfo }) => `${PoPInfo?.popCode} ${JSON.stringify(PoPInfo?.odf)}`);
    expect(new Set(positions).size).toBe(positions.length);
  });
});

describe('each task of a network', () => {
  it('lies in the area of its PoP, on a fibre with a colour of the code', () => {
    for (const { address, PoPInfo, ConnectionInfo, id } of documents) {
      const pop = pops.find(({ code }) => code === PoPInfo?.popCode);
      expect(address?.city, id).toBe(pop?.town);
      expect(pop?.postcodes, id).toContain(address?.postcode?.slice(0, 4));
      expect(Math.abs((address?.latitude ?? 0) - (pop?.latitude ?? 0)), id).toBeLessThan(0.01);
      expect(network.fibreColours, id).toContain(ConnectionInfo?.colour);
    }
  });

  it('has what its status demands, and its dates in order', () => {
    const rules = defaultRules('contractor');
    for (const document of documents) {
      const { id, mainStatus, closedAt, planned } = document;
      const [createdAt, updatedAt] = [document.createdAt ?? '', document.updatedAt ?? ''];
      expect(updatedAt >= createdAt, id).toBe(true);
      if (planned) expect(planned > createdAt, id).toBe(true);
      expect(closedAt !== null && closedAt !== undefined, id).toBe(rules.isEnded(document));
      if (mainStatus === 'PLANNED') expect(planned, id).toBeTruthy();
      if (mainStatus === 'ON_HOLD' || mainStatus === 'CANCELLED')
        expect(document.reasons, id).not.toEqual([]);
      if (mainStatus === 'DELIVERED') {
        expect(rules.check('IN_PROGRESS', document), id).toEqual({ kind: 'allowed' });
      }
    }
  });
});
