import { describe, expect, test } from 'vitest';
import type { OutTaskSummary, TaskDocument } from '../../../../src-main/contract/document/task-document.ts';
import { outTasksAre, unmet } from '../../../../src-main/domain/rules/conditions.ts';
import { defaultRulebook } from '../../../../src-main/domain/rules/default-rules.ts';
import { missingInForm } from '../../../../src-main/domain/rules/work-form.ts';
import { patchInstall } from '../../../support/documents.ts';

const book = defaultRulebook();

describe('a condition', () => {
  const facts = (changes: Partial<TaskDocument>, own = book) => ({
    document: patchInstall(changes),
    book: own,
    records: null,
  });

  test('on the outTasks is met by every, some or none of them as they are', () => {
    const [done, open] = [{ mainStatus: 'DELIVERED' }, { mainStatus: 'PLANNED' }];
    const are = (how: 'every' | 'some' | 'none', ...outTasks: object[]) =>
      outTasksAre(outTasks as OutTaskSummary[], { kind: 'outTasks', are: how, in: ['DELIVERED'] });
    expect([are('every', done, done), are('every', done, open), are('every')]).toEqual([true, false, false]);
    expect([are('some', done, open), are('some', open), are('some')]).toEqual([true, false, false]);
    expect([are('none', open), are('none', done, open), are('none')]).toEqual([true, false, true]);
  });

  test('on the plan of the outTasks looks at the date, in any status', () => {
    const planned = { mainStatus: 'ON_HOLD', planned: '2026-11-24T09:00:00Z' };
    const are = (...outTasks: object[]) =>
      outTasksAre(outTasks as OutTaskSummary[], { kind: 'outTasks', are: 'every', planned: true });
    expect([are(planned), are(planned, { ...planned, planned: null })]).toEqual([true, false]);
  });

  test('on a reason takes any where the catalogue has none for its use, but not none', () => {
    const bare = { ...book, reasonCodes: [] };
    const condition = { kind: 'reason', use: 'HOLD' } as const;
    expect(unmet(condition, facts({ reasons: [{ code: 'ANY' }] }, bare))).toEqual([]);
    expect(unmet(condition, facts({ reasons: [] }, bare))).toEqual([
      { kind: 'reason', use: 'HOLD', codes: [] },
    ]);
    expect(unmet(condition, facts({ reasons: [{ code: 'ANY' }] }))).toHaveLength(1);
  });
});

describe('the work form of an FTU', () => {
  const missing = (rest: Partial<TaskDocument>) =>
    missingInForm(book, patchInstall({ taskType: 'FTU_CONSTRUCT', ...rest })).filter((field) =>
      field.startsWith('/work/ftu/fibres'),
    );
  const row = (fibre: number) => ({ fibre, spliced: true, lossDb: 0.1 });

  test('asks for the single fibre, also where the list of several is empty', () => {
    const single = { ConnectionInfo: { fibre: 1 } };
    const asked = ['/work/ftu/fibres/0/spliced', '/work/ftu/fibres/0/lossDb'];
    expect(missing(single)).toEqual(asked);
    expect(missing({ ...single, ConnectionMultiInfo: null })).toEqual(asked);
    expect(missing({ ...single, ConnectionMultiInfo: [] })).toEqual(asked);
    expect(missing({ ...single, work: { ftu: { fibres: [row(1)] } } })).toEqual([]);
  });

  test('names the row that lacks something, wherever it stands in the list', () => {
    const ConnectionMultiInfo = [{ fibre: 1 }, { fibre: 2 }, { fibre: 3 }];
    const fibres = [{ fibre: 9 }, { fibre: 2, spliced: true }, row(1)];
    expect(missing({ ConnectionMultiInfo, work: { ftu: { fibres } } })).toEqual([
      '/work/ftu/fibres/1/lossDb',
      '/work/ftu/fibres/3/spliced',
      '/work/ftu/fibres/3/lossDb',
    ]);
  });
});
