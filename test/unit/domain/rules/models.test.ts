import { describe, expect, test } from 'vitest';
import type { TaskDocument } from '../../../../src-main/contract/document/task-document.ts';
import { defaultRulebook } from '../../../../src-main/domain/rules/default-rules.ts';
import { rulesOf } from '../../../../src-main/domain/rules/rules.ts';
import { patchInstall } from '../../../support/documents.ts';

describe('of several models that match a task', () => {
  const book = defaultRulebook();
  const [order] = book.statusModels.models;
  if (!order) throw new Error('no model');
  const own = (key: object, name: string) => ({ ...order, modules: [], name, ...key });
  const chosen = (models: typeof book.statusModels.models, changes: Partial<TaskDocument> = {}) =>
    rulesOf({ ...book, statusModels: { ...book.statusModels, models } }, 'contractor').modelOf(
      'outTask',
      patchInstall(changes),
    )?.name;

  const general = own({}, 'general');
  const ofCluster = own({ clusters: ['ZH-NOORD'] }, 'cluster');
  const ofModule = own({ modules: ['ORDER_FULFILMENT'] }, 'module');
  const ofType = own({ taskTypes: ['PATCH_INSTALL'] }, 'type');
  const ofSubType = own({ subTypes: ['POP'] }, 'subtype');
  const ofOrganization = own({ organizations: ['CONTR-ZH'] }, 'organization');
  const all = [general, ofCluster, ofModule, ofType, ofSubType, ofOrganization];

  test('the closest counts: organization, subtype, task type, module, cluster', () => {
    expect(chosen(all)).toBe('organization');
    expect(chosen(all, { orgId: 'OTHER', subType: 'POP' })).toBe('subtype');
    expect(chosen(all, { orgId: 'OTHER' })).toBe('type');
    expect(chosen(all, { orgId: 'OTHER', taskType: 'FTU_CONSTRUCT' })).toBe('module');
    expect(chosen(all, { orgId: 'OTHER', taskType: 'UNHEARD_OF' })).toBe('cluster');
    expect(chosen(all, { orgId: 'OTHER', taskType: 'UNHEARD_OF', cluster: 'ELSEWHERE' })).toBe('general');
  });

  test('one that is switched off does not count, and without any a task may take every step', () => {
    expect(chosen([general, { ...ofOrganization, active: false }])).toBe('general');
    expect(chosen([])).toBeUndefined();
    const without = rulesOf({ ...book, statusModels: { ...book.statusModels, models: [] } }, 'contractor');
    expect(without.check('outTask', patchInstall(), patchInstall({ mainStatus: 'ANY' }), null).kind).toBe(
      'allowed',
    );
    expect(without.isEnded('outTask', patchInstall({ mainStatus: 'DELIVERED' }))).toBe(false);
  });
});

describe('of several ways to one status', () => {
  const book = defaultRulebook();
  const [order] = book.statusModels.models;
  if (!order) throw new Error('no model');
  const way = (from: string, to: string, ...fields: string[]) => ({
    from: [from],
    to,
    by: ['contractor' as const],
    when: fields.map((field) => ({ kind: 'filled' as const, field })),
    clears: [],
  });
  const transitions = [
    way('PLANNED', 'IN_PROGRESS', '/dhid', '/subStatus'),
    way('PLANNED', 'IN_PROGRESS', '/connectionId'),
    { ...way('PLANNED', 'ON_HOLD'), when: [{ kind: 'reason' as const, use: 'HOLD' as const }] },
  ];
  const models = [{ ...order, transitions }];
  const own = rulesOf({ ...book, statusModels: { ...book.statusModels, models } }, 'contractor');
  const to = (changes: Partial<TaskDocument>) =>
    own.transitions('outTask', patchInstall(changes), null).map(({ unmet: lacks }) => lacks);

  test('the one that is open counts, else the first is told', () => {
    expect(to({ subStatus: null })[0]).toEqual([]);
    expect(to({ subStatus: null, connectionId: null })[0]).toEqual([{ kind: 'field', field: '/subStatus' }]);
  });

  test('the use of a reason is told with the step that asks for it, and with no other', () => {
    const steps = own.transitions('outTask', patchInstall(), null);
    expect(steps.map(({ reasonUse }) => reasonUse)).toEqual([null, 'HOLD']);
  });

  test('a task may stay as long as one of them has lost nothing', () => {
    const at = (changes: Partial<TaskDocument>) =>
      patchInstall({ mainStatus: 'IN_PROGRESS', subStatus: 'x', ...changes });
    const stay = (changes: Partial<TaskDocument>) => own.check('outTask', at({}), at(changes), null).kind;
    expect(stay({ subStatus: null })).toBe('allowed');
    expect(stay({ connectionId: null })).toBe('allowed');
    expect(stay({ subStatus: null, connectionId: null })).toBe('needs');
  });
});
