import { describe, expect, test } from 'vitest';
import type { TaskDocument } from '../../../../src-main/contract/document/task-document.ts';
import type { Party } from '../../../../src-main/contract/rules/party.ts';
import { defaultRulebook, defaultRules } from '../../../../src-main/domain/rules/default-rules.ts';
import type { Api } from '../../../../src-main/contract/document/values.ts';
import { applyPatch } from '../../../../src-main/domain/patch.ts';
import { asBuilt, patchInstall } from '../../../support/documents.ts';

const rules = defaultRules('contractor');
const names = defaultRulebook().statusModels.statuses.map(({ name }) => name);

/** Every step `party` may take with a document in which everything is filled. */
function stepsOf(party: Party, document: TaskDocument, api: Api = 'outTask'): string[] {
  const own = defaultRules(party);
  return names.flatMap((from) =>
    names
      .filter((to) => from !== to)
      .filter((to) => {
        const [before, after] = [from, to].map((mainStatus) => ({ ...document, mainStatus }));
        return before && after && own.check(api, before, after, null).kind === 'allowed';
      })
      .map((to) => `${from} > ${to}`),
  );
}

const complete = applyPatch(
  patchInstall({ reasons: [{ code: 'WAITING_FOR_ACCESS' }, { code: 'DUPLICATE' }] }),
  asBuilt,
);

describe('the default model for orders (domain reference 3.4)', () => {
  test('gives a contractor exactly his steps', () => {
    expect(stepsOf('contractor', complete).sort()).toEqual(
      [
        'RECEIVED > PLANNED',
        'RECEIVED > IN_PROGRESS',
        'RECEIVED > ON_HOLD',
        'PLANNED > IN_PROGRESS',
        'PLANNED > ON_HOLD',
        'PLANNED > DELIVERED',
        'IN_PROGRESS > ON_HOLD',
        'IN_PROGRESS > DELIVERED',
        'ON_HOLD > RECEIVED',
        'ON_HOLD > PLANNED',
        'ON_HOLD > IN_PROGRESS',
      ].sort(),
    );
  });

  test('tells who else may take the task on', () => {
    expect(rules.movers('outTask', patchInstall())).toEqual(['networkOwner', 'platform']);
    expect(rules.movers('outTask', patchInstall({ mainStatus: 'DELIVERED' }))).toEqual([]);
    expect(
      defaultRules('noc').movers('inTask', patchInstall({ taskType: 'INSTALL', mainStatus: 'NEW' })),
    ).toEqual(['platform', 'activeOperator', 'networkOwner']);
  });

  test('lets the network owner hold and cancel, and the platform cancel what is not in progress', () => {
    expect(stepsOf('networkOwner', complete)).toEqual([
      'RECEIVED > ON_HOLD',
      'RECEIVED > CANCELLED',
      'PLANNED > ON_HOLD',
      'PLANNED > CANCELLED',
      'IN_PROGRESS > ON_HOLD',
      'IN_PROGRESS > CANCELLED',
      'ON_HOLD > CANCELLED',
    ]);
    expect(stepsOf('platform', complete)).toEqual([
      'RECEIVED > CANCELLED',
      'PLANNED > CANCELLED',
      'ON_HOLD > CANCELLED',
    ]);
  });

  test('lets an operator cancel his inTask until it has ended, and take no other step [§8 cancel]', () => {
    const order = { ...complete, taskType: 'INSTALL' };
    expect(stepsOf('activeOperator', order, 'inTask')).toEqual(
      ['NEW', 'NETWORK_CHECK', 'CONFIRMED', 'PREPARED', 'PLANNED', 'ON_HOLD'].map(
        (from) => `${from} > CANCELLED`,
      ),
    );
  });

  test('names the fields that stand in the way of delivering a patch', () => {
    const fields = ['odfPosition', 'operatorPort', 'patchCordLabel', 'powerDbm'];
    expect(rules.check('outTask', patchInstall(), patchInstall({ mainStatus: 'DELIVERED' }), null)).toEqual({
      kind: 'needs',
      model: 'outTask, orders (A-11, A-12)',
      unmet: fields.map((name) => ({ kind: 'field', field: `/work/patch/${name}` })),
    });
  });

  test('lets nobody take away what the status of the task was given for', () => {
    const held = patchInstall({ mainStatus: 'ON_HOLD', reasons: [{ code: 'POSITION_TAKEN' }] });
    const check = (after: Partial<TaskDocument>) => rules.check('outTask', held, { ...held, ...after }, null);
    expect(check({ reasons: [] })).toMatchObject({ kind: 'needs', unmet: [{ kind: 'reason', use: 'HOLD' }] });
    expect(check({ reasons: null }).kind).toBe('needs');
    expect(check({ reasons: [{ code: 'CORD_MISSING' }] }).kind).toBe('allowed');
    expect(check({ planned: null }).kind).toBe('allowed');
    // What was not there before can't be taken away.
    const bare = { ...held, reasons: [] };
    expect(rules.check('outTask', bare, { ...bare, priority: 'HIGH' }, null).kind).toBe('allowed');
    expect(rules.check('outTask', patchInstall(), patchInstall({ planned: null }), null)).toMatchObject({
      kind: 'needs',
      unmet: [{ kind: 'field', field: '/planned' }],
    });
  });

  test('wants a reason of the catalogue for a hold, and a date for a plan [§7 reasons]', () => {
    const hold = (code: string) =>
      rules.check(
        'outTask',
        patchInstall(),
        patchInstall({ mainStatus: 'ON_HOLD', reasons: [{ code }] }),
        null,
      );
    expect(hold('DUPLICATE')).toMatchObject({ kind: 'needs', unmet: [{ kind: 'reason', use: 'HOLD' }] });
    expect(hold('FTU_NOT_IN_STOCK').kind).toBe('needs'); // of FTU jobs only
    expect(hold('POSITION_TAKEN')).toEqual({ kind: 'allowed', clears: [] });
    const received = patchInstall({ mainStatus: 'RECEIVED', planned: null });
    expect(rules.check('outTask', received, { ...received, mainStatus: 'PLANNED' }, null)).toMatchObject({
      kind: 'needs',
      unmet: [{ kind: 'field', field: '/planned' }],
    });
  });

  test('empties the hold reason when the hold is over', () => {
    const held = patchInstall({ mainStatus: 'ON_HOLD', reasons: [{ code: 'CORD_MISSING' }] });
    expect(rules.check('outTask', held, { ...held, mainStatus: 'IN_PROGRESS' }, null)).toEqual({
      kind: 'allowed',
      clears: ['/reasons'],
    });
  });

  test('says which rule refuses a step, what would be allowed, and who may take it instead', () => {
    const held = patchInstall({ mainStatus: 'ON_HOLD' });
    expect(rules.check('outTask', held, { ...held, mainStatus: 'CANCELLED' }, null)).toEqual({
      kind: 'notAllowed',
      model: 'outTask, orders (A-11, A-12)',
      allowed: ['RECEIVED', 'PLANNED', 'IN_PROGRESS'],
      others: ['networkOwner', 'platform'],
    });
  });

  test('lets a plan be changed, not taken away while the task is planned', () => {
    const planned = patchInstall();
    const other = { ...planned, planned: '2026-12-01T09:00:00Z' };
    expect(rules.check('outTask', planned, other, null).kind).toBe('allowed');
    expect(rules.check('outTask', planned, { ...planned, planned: null }, null)).toMatchObject({
      kind: 'needs',
      unmet: [{ kind: 'field', field: '/planned' }],
    });
  });

  test("asks for the contractor's own records only where they are kept (A-44)", () => {
    const lmra = {
      kind: 'lmra' as const,
      checklist: 'lmra',
      names: { nl: 'LMRA', en: 'LMRA' },
      unsafe: false,
    };
    const records = { lmra: [lmra], checklists: [], mainTasks: [], attachments: [] };
    const after = patchInstall({ mainStatus: 'IN_PROGRESS' });
    expect(rules.check('outTask', patchInstall(), after, null).kind).toBe('allowed');
    expect(rules.check('outTask', patchInstall(), after, records)).toMatchObject({
      kind: 'needs',
      unmet: [lmra],
    });
  });

  test('shows a screen what comes next, what it still needs and what it asks for', () => {
    const next = rules.transitions('outTask', patchInstall(), null);
    expect(next.map(({ to }) => to)).toEqual(['PLANNED', 'IN_PROGRESS', 'ON_HOLD', 'DELIVERED']);
    expect(next[0]).toEqual({ to: 'PLANNED', unmet: [], asks: ['/planned'], reasonUse: null, ends: false });
    expect(next.map(({ ends }) => ends)).toEqual([false, false, false, true]);
    expect(next[2]).toMatchObject({ unmet: [{ kind: 'reason', use: 'HOLD' }], asks: ['/reasons'] });
    expect(next[3]?.unmet).toContainEqual({ kind: 'field', field: '/work/patch/powerDbm' });
  });
});

describe('the models for incidents (A-14) and impact notifications (A-08)', () => {
  const incident = {
    ...complete,
    taskType: 'POP_INCIDENT',
    reasons: [...(complete.reasons ?? []), { code: 'REPAIRED' }],
  };

  test('want the cause, the repair and a closing reason before an incident is delivered', () => {
    const verdict = rules.check(
      'outTask',
      patchInstall({ taskType: 'POP_INCIDENT', mainStatus: 'IN_PROGRESS' }),
      patchInstall({ taskType: 'POP_INCIDENT', mainStatus: 'DELIVERED' }),
      null,
    );
    expect(verdict).toMatchObject({
      kind: 'needs',
      unmet: [
        { kind: 'reason', use: 'CLOSE' },
        { kind: 'field', field: '/work/cause' },
        { kind: 'field', field: '/work/repair' },
      ],
    });
  });

  test('let a NOC work incidents, also cancel them, but take no step in an order', () => {
    expect(stepsOf('noc', applyPatch(incident, { work: { cause: 'x', repair: 'y' } }))).toContain(
      'IN_PROGRESS > DELIVERED',
    );
    expect(stepsOf('noc', incident)).toContain('IN_PROGRESS > CANCELLED');
    expect(stepsOf('noc', complete)).toEqual([]);
  });

  test('let a message be read and be done with', () => {
    expect(stepsOf('contractor', { ...complete, taskType: 'IMPACT_NOTIFICATION' })).toEqual([
      'RECEIVED > IN_PROGRESS',
      'RECEIVED > DELIVERED',
      'IN_PROGRESS > DELIVERED',
    ]);
  });
});
