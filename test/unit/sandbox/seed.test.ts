import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TaskDocument } from '../../../src-main/contract/document/task-document.ts';
import { fieldTable } from '../../../src-main/contract/document/field-table.ts';
import { Api } from '../../../src-main/contract/document/values.ts';
import { isEmpty, pointer, steps } from '../../../src-main/contract/pointer.ts';
import { sendsImpactNotification } from '../../../src-main/domain/document/field-rules.ts';
import { unmet } from '../../../src-main/domain/rules/conditions.ts';
import { defaultRules } from '../../../src-main/domain/rules/default-rules.ts';
import { seedNetwork, type SeededNetwork } from '../../../src-main/sandbox/seed/network.ts';
import { book, network, orders, pops } from '../../../src-main/sandbox/seed/words.ts';

const startDay = '2026-11-23';
/** The documents of one API, outTasks unless said. */
function documentsOf(network: SeededNetwork, api: Api = 'outTask'): TaskDocument[] {
  return network.tasks.flatMap((task) => (task.api === api ? [task.document] : []));
}

const whole = seedNetwork({ seed: 2026, tasks: 200, startDay });
const documents = documentsOf(whole);

function count(of: (document: TaskDocument) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const document of documents) counts[of(document)] = (counts[of(document)] ?? 0) + 1;
  return counts;
}

/** Whether a field of the table has a value somewhere in a document; `*` is any place in a list. */
function isFilled(value: unknown, field: string): boolean {
  const [step, ...rest] = steps(field);
  if (step === undefined) return !isEmpty(value);
  if (typeof value !== 'object' || value === null) return false;
  const inner = pointer(rest);
  if (step === '*') return Array.isArray(value) && value.some((item) => isFilled(item, inner));
  return isFilled((value as Record<string, unknown>)[step], inner);
}

describe('a network from a seed', () => {
  it('is the same network byte for byte for the same seed and start day, and another for another', () => {
    const again = documentsOf(seedNetwork({ seed: 2026, tasks: 200, startDay }));
    expect(JSON.stringify(again)).toBe(JSON.stringify(documents));
    const other = documentsOf(seedNetwork({ seed: 2027, tasks: 200, startDay }));
    expect(JSON.stringify(other)).not.toBe(JSON.stringify(documents));
  });

  it('moves as a whole with its start day', () => {
    const later = documentsOf(seedNetwork({ seed: 2026, tasks: 200, startDay: '2026-11-30' }));
    const weekOn = (moment: string) => new Date(Date.parse(moment) + 7 * 24 * 3_600_000).toISOString();
    for (const [at, document] of documents.entries()) {
      expect(later[at]?.createdAt).toBe(weekOn(document.createdAt ?? ''));
    }
  });

  it('begins alike however many tasks it has', () => {
    const small = documentsOf(seedNetwork({ seed: 2026, tasks: 20, startDay }));
    // The last order may be cut short, and then links to fewer tasks.
    expect(small.slice(0, 17)).toEqual(documents.slice(0, 17));
    expect(small).toHaveLength(20);
  });

  it('has documents of the contract, each with an id of its own, whatever the seed and the size', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 60 }), (seed, tasks) => {
        const drawn = documentsOf(seedNetwork({ seed, tasks, startDay }));
        expect(drawn).toHaveLength(tasks);
        expect(new Set(drawn.map(({ id }) => id)).size).toBe(tasks);
        for (const document of drawn) expect(TaskDocument.parse(document)).toEqual(document);
      }),
    );
  });

  it('has the proportions of the orders', () => {
    expect(count(({ taskType }) => taskType)).toMatchObject({
      PATCH_INSTALL: 100,
      FTU_CONSTRUCT: 22,
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
    expect(ftus.length).toBeGreaterThan(4);
    for (const ftu of ftus) {
      const patches = documents.filter((one) => one.taskSetId === ftu.taskSetId && one !== ftu);
      expect(patches.map(({ taskType }) => taskType)).toEqual(['PATCH_INSTALL', 'PATCH_INSTALL']);
      expect(patches.map(({ ConnectionInfo }) => ConnectionInfo?.fibre)).toEqual([1, 2]);
      expect(ftu.PoPMultiInfo?.map(({ odf }) => odf)).toEqual(patches.map(({ PoPInfo }) => PoPInfo?.odf));
      expect(ftu.linkedTasks?.map(({ taskId }) => taskId)).toEqual(patches.map(({ id }) => id));
      expect(ftu.HASMultiInfo).toHaveLength(2);
    }
  });

  it('has tasks of older platforms: without a network type, and without the fields that came later', () => {
    expect(documents.some(({ networkType }) => networkType === null)).toBe(true);
    expect(documents.some((document) => !Object.hasOwn(document, 'externalCorrelationId'))).toBe(true);
    expect(documents.some((document) => !Object.hasOwn(document, 'PoPMultiInfo'))).toBe(true);
    expect(documentsOf(whole, 'inTask').some((document) => !Object.hasOwn(document, 'contactDetails'))).toBe(
      true,
    );
  });

  it.each(Api.options)(
    'fills every field of an %s somewhere, and leaves out those that came later',
    (api) => {
      const all = documentsOf(whole, api);
      const fields = fieldTable.filter((rule) => (rule.only ?? api) === api).map(({ field }) => field);
      // Nobody has been told these yet, or they are written by hand only.
      const never = new Set(['/subType']);
      const ofInTask = (field: string) =>
        api === 'inTask' && /^\/(assignee|notes|attachments|linkedTasks)\//.test(field);
      const empty = fields.filter(
        (field) =>
          !never.has(field) && !ofInTask(field) && !all.some((document) => isFilled(document, field)),
      );
      expect(empty).toEqual([]);
    },
  );

  it('has a future field, and links between orders that are not the same [inTask 1.27.1 #3] [outTask 1.25.1 #3]', () => {
    expect(documents.some((document) => Object.hasOwn(document, 'routing'))).toBe(true);
    const apart = documents.filter(({ linkedTasks, taskSetId }) =>
      linkedTasks?.some(({ taskId }) => documents.find(({ id }) => id === taskId)?.taskSetId !== taskSetId),
    );
    expect(apart.length).toBeGreaterThan(2);
  });

  it('has a patch of one fibre only, and Multi objects only where several were ordered [outTask 1.24.0 #2] [§7 multi objects]', () => {
    for (const { taskType, PoPMultiInfo, HASMultiInfo, ConnectionMultiInfo } of documents) {
      const lengths = [PoPMultiInfo, HASMultiInfo, ConnectionMultiInfo].map((list) => list?.length ?? 0);
      expect(new Set(lengths).size).toBe(1); // all three, or none
      if (taskType.startsWith('PATCH_')) expect(Math.max(...lengths)).toBeLessThan(2);
    }
    const several = documents.filter(({ ConnectionMultiInfo }) => ConnectionMultiInfo);
    expect(several.length).toBeGreaterThan(10);
    expect(several.length).toBeLessThan(documents.length / 4);
  });

  it('has an inTask behind every outTask, which shows it [§8 outTasks]', () => {
    const inTasks = new Map(documentsOf(whole, 'inTask').map((document) => [document.id, document]));
    for (const document of documents) {
      const inTask = inTasks.get(document.inTaskId ?? '');
      const shown = inTask?.outTasks?.find(({ taskId }) => taskId === document.id);
      expect(shown).toMatchObject({ taskType: document.taskType, mainStatus: document.mainStatus });
      expect(inTask?.mainStatus).toBe(document.inTaskStatus);
      expect(inTask?.connectionId).toBe(document.connectionId);
    }
  });

  it('has every task type and every status of the models, in both APIs [§8 taskType] [§8 mainStatus]', () => {
    for (const api of Api.options) {
      const all = documentsOf(whole, api);
      const types = book.taskTypes.filter(({ apis }) => apis.includes(api)).map(({ name }) => name);
      expect([...new Set(all.map(({ taskType }) => taskType))].sort()).toEqual(types.sort());
      const found = new Set(all.map(({ mainStatus }) => mainStatus));
      for (const model of book.statusModels.models.filter(
        (one) => one.api === api && one.modules.length > 0,
      )) {
        const wanted = model.transitions.map(({ to }) => to).filter((status) => status !== 'NEW');
        for (const status of wanted) expect(found.has(status), `${model.name}: ${status}`).toBe(true);
      }
    }
  });

  it('tells operators of an incident only where it may [§7 sendImpactNotification]', () => {
    const told = documents.filter(({ taskType }) => taskType === 'IMPACT_NOTIFICATION');
    expect(told.length).toBeGreaterThan(0);
    for (const { incidentInfo } of told) {
      expect(incidentInfo && sendsImpactNotification(incidentInfo)).toBe(true);
    }
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
    const rules = defaultRules('platform');
    for (const { api, document } of whole.tasks) {
      const { id, mainStatus, closedAt, planned } = document;
      const [createdAt, updatedAt] = [document.createdAt ?? '', document.updatedAt ?? ''];
      expect(updatedAt >= createdAt, id).toBe(true);
      if (planned) expect(planned > createdAt, id).toBe(true);
      expect(closedAt !== null && closedAt !== undefined, id).toBe(rules.isEnded(api, document));
      const model = rules.modelOf(api, document);
      const steps = model?.transitions.filter(({ to }) => to === mainStatus) ?? [];
      const known = mainStatus === model?.start || steps.length > 0;
      expect(known, `${id} ${document.taskType} ${mainStatus}`).toBe(true);
      if (api === 'inTask') continue; // follows its outTasks, which the test above compares
      // Some way into the status has all its conditions met.
      const met = steps.map((step) =>
        step.when.flatMap((condition) => unmet(condition, { document, book, records: null })),
      );
      expect(
        mainStatus === model?.start || met.some((lacking) => lacking.length === 0),
        JSON.stringify([id, met]),
      ).toBe(true);
    }
  });
});
