import { describe, expect, test } from 'vitest';
import { defaultRules } from '../../../src-main/domain/default-rules.ts';
import { applyPatch } from '../../../src-main/domain/patch.ts';
import { StatusModels } from '../../../src-main/domain/status-model.ts';
import { asBuilt, patchInstall } from '../../support/documents.ts';

const rules = defaultRules('contractor');
const statuses = ['RECEIVED', 'PLANNED', 'IN_PROGRESS', 'ON_HOLD', 'DELIVERED', 'CANCELLED'];

describe('the default model for outTasks', () => {
  test('has exactly the transitions of the domain reference for a contractor', () => {
    const complete = applyPatch(patchInstall({ reasons: [{ code: 'ACCESS' }] }), asBuilt);
    const allowed = statuses.flatMap((from) =>
      statuses
        .filter((to) => from !== to && rules.check(from, { ...complete, mainStatus: to }).kind === 'allowed')
        .map((to) => `${from} > ${to}`),
    );
    expect(allowed).toEqual([
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
    ]);
  });

  test('names the fields that stand in the way of delivering a patch', () => {
    const verdict = rules.check('IN_PROGRESS', patchInstall({ mainStatus: 'DELIVERED' }));
    expect(verdict).toEqual({
      kind: 'needs',
      missing: [
        '/work/patch/odfPosition',
        '/work/patch/operatorPort',
        '/work/patch/patchCordLabel',
        '/work/patch/powerDbm',
      ],
    });
  });

  test('wants a reason for a hold and a date for a plan', () => {
    expect(rules.check('PLANNED', patchInstall({ mainStatus: 'ON_HOLD' }))).toEqual({
      kind: 'needs',
      missing: ['/reasons'],
    });
    expect(rules.check('RECEIVED', patchInstall({ mainStatus: 'PLANNED', planned: null }))).toEqual({
      kind: 'needs',
      missing: ['/planned'],
    });
  });

  test('says what would be allowed instead', () => {
    expect(rules.check('DELIVERED', patchInstall())).toEqual({ kind: 'notAllowed', allowed: [] });
    expect(rules.check('ON_HOLD', patchInstall({ mainStatus: 'DELIVERED' }))).toEqual({
      kind: 'notAllowed',
      allowed: ['RECEIVED', 'PLANNED', 'IN_PROGRESS'],
    });
  });

  test('shows a screen what comes next and what it still needs', () => {
    expect(rules.transitions(patchInstall())).toEqual([
      { to: 'IN_PROGRESS', needs: [] },
      { to: 'ON_HOLD', needs: ['/reasons'] },
      { to: 'DELIVERED', needs: expect.arrayContaining(['/work/patch/powerDbm']) as string[] },
    ]);
  });
});

test('a model file that lets something follow an end status is refused by name and place', () => {
  const parsed = StatusModels.safeParse([
    {
      name: 'broken',
      api: 'outTask',
      taskTypes: [],
      start: 'RECEIVED',
      ends: ['DELIVERED'],
      transitions: [{ from: ['DELIVERED'], to: 'RECEIVED', by: ['contractor'] }],
    },
  ]);
  expect(parsed.error?.issues).toMatchObject([
    { path: [0, 'transitions', 0, 'from'], message: 'DELIVERED is an end status: nothing may follow it' },
  ]);
});
