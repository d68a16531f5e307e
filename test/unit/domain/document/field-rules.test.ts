import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TaskDocument } from '../../../../src-main/contract/document/task-document.ts';
import {
  fieldIssues,
  sendable,
  sendsImpactNotification,
} from '../../../../src-main/domain/document/field-rules.ts';
import { newTask } from '../../../../src-main/domain/document/new-task.ts';
import { defaultRules } from '../../../../src-main/domain/rules/default-rules.ts';
import { judge } from '../../../../src-main/sandbox/platform/judge.ts';
import { mergeDocuments } from '../../../../src-main/domain/merge/three-way.ts';
import { applyPatch } from '../../../../src-main/domain/patch.ts';
import { anyDocument } from '../../../support/any-document.ts';
import { patchInstall } from '../../../support/documents.ts';

const rules = defaultRules('activeOperator');
const { book } = rules;

describe('externalCorrelationId', () => {
  test('can never be changed, not even from nothing [§7 externalCorrelationId] [§8 externalCorrelationId] [outTask 1.25.2 #1]', () => {
    const never = [{ path: '/externalCorrelationId', rule: 'neverChanged', message: 'can never be changed' }];
    const [none, some] = [patchInstall(), patchInstall({ externalCorrelationId: 'AO-42' })];
    expect(fieldIssues(book, some, { ...some, externalCorrelationId: 'AO-43' })).toEqual(never);
    expect(fieldIssues(book, none, some)).toEqual(never);
    expect(fieldIssues(book, some, { ...some, externalCorrelationId: null })).toEqual(never);
    expect(fieldIssues(book, some, some)).toEqual([]);
  });

  test('is taken over when a task is created, and may be left out [inTask 1.26.9 #1]', () => {
    const draft = patchInstall({ taskType: 'INSTALL' });
    expect(newTask(rules, 'inTask', { ...draft, externalCorrelationId: 'AO-42' }).document).toMatchObject({
      externalCorrelationId: 'AO-42',
    });
    expect(newTask(rules, 'inTask', draft)).toMatchObject({ issues: [] });
    expect(newTask(rules, 'inTask', draft).document).not.toHaveProperty('externalCorrelationId');
  });

  test('is refused by the platform from every party [§7 externalCorrelationId] [§8 externalCorrelationId]', () => {
    fc.assert(
      fc.property(
        anyDocument('outTask'),
        fc.constantFrom('outTask' as const, 'inTask' as const),
        (document, api) => {
          const offered = { ...document, externalCorrelationId: `${document.externalCorrelationId ?? ''}x` };
          const judgement = judge(defaultRules('noc'), api, document, offered, false);
          expect(judgement.kind).toBe('refused');
        },
      ),
    );
  });
});

describe('a plan', () => {
  const plan = (planned: string | null, plannedUntil: string | null) =>
    patchInstall({ planned, plannedUntil });
  const [early, late] = ['2026-12-01T09:00:00Z', '2026-12-01T11:00:00+01:00'];

  test('does not end before it starts', () => {
    const rulesBroken = (before: TaskDocument, after: TaskDocument) =>
      fieldIssues(book, before, after).map(({ path, rule }) => [path, rule]);
    const tooSoon = [['/plannedUntil', 'endsBeforeStart']];
    expect(rulesBroken(plan(early, null), plan(early, late))).toEqual([]);
    expect(rulesBroken(plan(early, null), plan(early, early))).toEqual([]);
    expect(rulesBroken(plan(early, null), plan(late, early))).toEqual(tooSoon);
    expect(rulesBroken(plan(early, late), plan('2026-12-02T09:00:00Z', late))).toEqual(tooSoon);
    expect(rulesBroken(plan(early, null), plan(null, early))).toEqual([]);
    // What the platform itself got wrong stands in the way of nothing else.
    const wrong = plan(late, early);
    expect(rulesBroken(wrong, { ...wrong, subStatus: 'x' })).toEqual([]);
  });
});

describe('a new task', () => {
  const draft = (changes: Partial<TaskDocument>) =>
    newTask(rules, 'inTask', { ...patchInstall({ taskType: 'INSTALL' }), ...changes });

  test('keeps what is null, and has the default of what is left out in any way', () => {
    const left = draft({ networkType: undefined, priority: undefined }).document;
    expect([left.networkType, left.priority]).toEqual(['FIBER', 'NORMAL']);
    expect(draft({ networkType: null }).document.networkType).toBeNull();
    const incident = { serviceAffecting: true, sendImpactNotification: null };
    expect(draft({ incidentInfo: incident }).document.incidentInfo).toEqual(incident);
  });

  test('is on fibre unless it says otherwise [§7 networkType] [inTask 1.27.2 #1]', () => {
    expect(draft({}).document.networkType).toBe('FIBER');
    expect(draft({ networkType: 'COAX' }).document.networkType).toBe('COAX');
  });

  test('has public labels unless they say otherwise [§7 labels.isPrivate] [outTask 1.25.0 #1]', () => {
    const labels = [{ name: 'VVE' }, { name: 'Herbezoek', isPrivate: true }];
    expect(draft({ labels }).document.labels).toEqual([
      { name: 'VVE', isPrivate: false },
      { name: 'Herbezoek', isPrivate: true },
    ]);
  });

  test('takes every field at creation, read-only ones too, and those nobody knows [§8 creation]', () => {
    fc.assert(
      fc.property(anyDocument('inTask'), (given) => {
        const document = newTask(rules, 'inTask', given).document;
        const { mainStatus, labels, incidentInfo, ...kept } = given;
        expect(document).toMatchObject(kept);
        expect(document.labels?.length).toBe(labels?.length);
        for (const [at, label] of (labels ?? []).entries()) {
          expect(document.labels?.[at]).toEqual(
            'isPrivate' in label ? label : { ...label, isPrivate: false },
          );
        }
        const sends = incidentInfo?.serviceAffecting ?? false;
        expect(document.incidentInfo).toEqual(
          incidentInfo && !('sendImpactNotification' in incidentInfo)
            ? { ...incidentInfo, sendImpactNotification: sends }
            : incidentInfo,
        );
        expect(mainStatus).toBeDefined();
      }),
    );
  });

  test('starts in the start status of its model, with the usual priority [§8 mainStatus] [§7 /priority]', () => {
    expect(draft({ priority: undefined, mainStatus: 'DELIVERED' }).document.mainStatus).toBe('NEW');
    const { priority, ...without } = patchInstall({ taskType: 'INSTALL' });
    expect(priority).toBeDefined();
    expect(newTask(rules, 'inTask', without).document.priority).toBe('NORMAL');
  });

  test('of a type the API does not have is refused by name [§8 taskType]', () => {
    expect(draft({ taskType: 'PATCH_INSTALL' }).issues).toEqual([
      { path: '/taskType', rule: 'notOfThisApi', message: 'is no type of an inTask' },
    ]);
    for (const type of ['INSTALL', 'TERMINATE', 'CONNECTION_INCIDENT', 'NETWORK_INCIDENT', 'POP_INCIDENT']) {
      expect(draft({ taskType: type }).issues).toEqual([]);
    }
    for (const type of ['TELCO_MIGRATE', 'PORT_MIGRATE', 'ONT_INSTALL']) {
      expect(draft({ taskType: type }).issues).toEqual([]);
    }
  });

  test('names linked tasks of an unknown type [inTask 1.27.1 #1] [outTask 1.25.1 #1]', () => {
    const linkedTasks = [
      { taskId: 'A', taskType: 'FTU_CHANGE' },
      { taskId: 'B', taskType: 'MOON_SHOT' },
    ];
    expect(draft({ linkedTasks }).issues).toEqual([
      { path: '/linkedTasks/1/taskType', rule: 'unknownTaskType', message: 'is no known task type' },
    ]);
  });
});

describe('an existing task', () => {
  test('keeps its network type, null too, through an edit, a merge and what is sent [§7 networkType] [inTask 1.27.2 #2]', () => {
    fc.assert(
      fc.property(anyDocument('inTask'), fc.constantFrom(undefined, null, 'FIBER', 'COAX'), (given, type) => {
        const bare = Object.fromEntries(
          Object.entries(given).filter(([name]) => name !== 'networkType'),
        ) as TaskDocument;
        const document: TaskDocument = type === undefined ? bare : { ...bare, networkType: type };
        const edited = applyPatch(document, { priority: 'HIGH' });
        const theirs = { ...document, version: document.version + 1, subStatus: 'x' };
        const { document: merged } = mergeDocuments(document, edited, theirs);
        for (const one of [edited, merged, sendable(book, merged)]) {
          expect(Object.hasOwn(one, 'networkType')).toBe(type !== undefined);
          expect(one.networkType).toBe(type);
        }
      }),
    );
  });

  test('never sends a linked task with a type the platform would refuse, and keeps the rest of it [§7 linkedTasks.taskType] [inTask 1.27.1 #1] [outTask 1.25.1 #1]', () => {
    const link = { taskId: 'B', taskType: 'MOON_SHOT', planned: '2026-03-18', future: 1 };
    const document = patchInstall({
      linkedTasks: [{ taskId: 'A', taskType: 'INSTALL' }, link, { taskId: 'C', taskType: null }],
    });
    const sent = sendable(book, document);
    expect(sent.linkedTasks).toEqual([
      { taskId: 'A', taskType: 'INSTALL' },
      { taskId: 'B', planned: '2026-03-18', future: 1 },
      { taskId: 'C', taskType: null },
    ]);
    // The platform takes a missing type as untouched, an unknown one as a mistake.
    expect(judge(rules, 'outTask', document, sent, false).kind).toBe('nothingNew');
    expect(judge(rules, 'outTask', document, document, false)).toMatchObject({
      kind: 'refused',
      errors: [{ code: 'VALIDATION_FAILED', field: '/linkedTasks/1/taskType' }],
    });
  });
});

test.each([
  [false, undefined, false],
  [true, undefined, true],
  [null, undefined, false],
  [false, true, true],
  [true, true, true],
  [true, false, false],
  [false, false, false],
])(
  'serviceAffecting %s and sendImpactNotification %s send one: %s [§7 sendImpactNotification] [inTask 1.27.4 #1] [inTask 1.27.4 #2]',
  (serviceAffecting, sendImpactNotification, sends) => {
    const incident = {
      serviceAffecting,
      ...(sendImpactNotification !== undefined && { sendImpactNotification }),
    };
    expect(sendsImpactNotification(incident)).toBe(sends);
  },
);

test('a person is named only inside the own organization [§7 assignee]', () => {
  const own = patchInstall();
  const assigned = (orgId: string, userName: string | null) =>
    fieldIssues(book, own, { ...own, assignee: { orgId, userName } });
  expect(assigned('CONTR-ZH', 'Daan Verhoeven')).toEqual([]);
  expect(assigned('CONTR-OTHER', null)).toEqual([]);
  expect(assigned('CONTR-OTHER', 'Eva')).toMatchObject([{ path: '/assignee/userName' }]);
});

test('a priority is one of the catalogue when it is changed, and kept raw when it is not [§7 /priority]', () => {
  const own = patchInstall({ priority: 'COSMIC' });
  expect(fieldIssues(book, own, own)).toEqual([]);
  expect(fieldIssues(book, own, { ...own, priority: 'HIGH' })).toEqual([]);
  expect(fieldIssues(book, own, { ...own, priority: 'GALACTIC' })).toEqual([
    { path: '/priority', rule: 'unknownPriority', message: 'must be one of LOW, NORMAL, HIGH, URGENT' },
  ]);
});
