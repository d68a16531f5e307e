import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Label } from '../../../../src-main/contract/document/task-document.ts';
import { mergeDocuments } from '../../../../src-main/domain/merge/three-way.ts';
import { read } from '../../../../src-main/contract/pointer.ts';
import { applyPatch, touchedFields } from '../../../../src-main/domain/patch.ts';
import { same } from '../../../../src-main/domain/same.ts';
import { defaultRules } from '../../../../src-main/domain/rules/default-rules.ts';
import { conflicts } from '../../../../src-main/domain/merge/rebase.ts';
import { asBuilt, patchInstall } from '../../../support/documents.ts';

const rules = defaultRules('contractor');
const base = patchInstall();

function conflictsOf(theirs: ReturnType<typeof patchInstall>, ...patches: object[]) {
  return conflicts(
    rules,
    'outTask',
    base,
    theirs,
    patches.map((patch, at) => ({ changeNumber: at + 1, patch })),
  );
}

describe('local changes on a newer document of the platform', () => {
  test('merge when the platform touched other fields', () => {
    expect(conflictsOf(patchInstall({ version: 8, priority: 'HIGH' }), asBuilt)).toEqual([]);
  });

  test('merge when both set the same value [§10 same value]', () => {
    expect(
      conflictsOf(patchInstall({ version: 8, planned: '2026-11-25T09:00:00Z' }), {
        planned: '2026-11-25T09:00:00Z',
      }),
    ).toEqual([]);
  });

  test('are in conflict where both changed a field, naming the field and all three values [§10 conflict]', () => {
    expect(
      conflictsOf(patchInstall({ version: 8, planned: '2026-11-26T09:00:00Z' }), {
        planned: '2026-11-25T09:00:00Z',
      }),
    ).toEqual([
      {
        changeNumber: 1,
        reasons: [
          {
            code: 'CONFLICT',
            field: '/planned',
            message: null,
            conflict: {
              field: '/planned',
              base: '2026-11-24T09:00:00Z',
              ours: '2026-11-25T09:00:00Z',
              theirs: '2026-11-26T09:00:00Z',
            },
          },
        ],
      },
    ]);
  });

  test('are in conflict by the field we changed where the platform emptied the whole group', () => {
    const before = patchInstall({ work: { remarks: 'a', cause: 'graafschade' } });
    const patch = { work: { remarks: 'b' } };
    const theirs = patchInstall({ version: 8, work: null });
    const [found] = conflicts(rules, 'outTask', before, theirs, [{ changeNumber: 1, patch }]);
    expect(found?.reasons.map(({ conflict }) => conflict)).toEqual([
      { field: '/work/remarks', base: 'a', ours: 'b', theirs: undefined },
    ]);
  });

  test('without a conflict end as the merge of the documents: what is tried on the merge holds for them', () => {
    const when = fc.option(fc.constantFrom('2026-12-01T09:00:00Z', '2026-12-02T09:00:00Z'), { nil: null });
    const words = fc.option(fc.constantFrom('a', 'b'), { nil: null });
    const fields = fc.record(
      {
        planned: when,
        subStatus: words,
        work: fc.record(
          { remarks: words, patch: fc.record({ patchCordLabel: words }) },
          { requiredKeys: [] },
        ),
        contactDetails: fc.record({ name: words, remark: words }, { requiredKeys: [] }),
      },
      { requiredKeys: [] },
    );
    let merged = 0;
    fc.assert(
      fc.property(fields, fields, fields, (was, theirs, patch) => {
        const before = applyPatch(patchInstall(), was);
        const after = { ...applyPatch(before, theirs), version: 8 };
        const { document, conflicts: met } = mergeDocuments(before, applyPatch(before, patch), after);
        const found = conflicts(rules, 'outTask', before, after, [{ changeNumber: 1, patch }]);
        if (met.length === 0) {
          merged++;
          // A field typed as it was stays typed, whatever the platform has: nobody else may decide that it was not meant.
          const typedAsWas = touchedFields(patch).some(({ field, to }) =>
            same(read(before, field) ?? null, to),
          );
          if (!typedAsWas) expect(applyPatch(after, patch)).toEqual(document);
          expect(found).toEqual([]);
        } else expect(found).toHaveLength(1);
      }),
      { numRuns: 500 },
    );
    expect(merged).toBeGreaterThan(50);
  });

  test('of labels end as the merge of the documents says, and give nobody away [§10 labels]', () => {
    const names = ['VVE', 'Hoogbouw', 'Hond'];
    const label = fc.record({ name: fc.constantFrom(...names), isPrivate: fc.boolean() });
    const labels = fc.uniqueArray(label, { selector: ({ name }) => name });
    fc.assert(
      fc.property(labels, labels, labels, fc.subarray(names), (was, theirs, added, off) => {
        const on = (list: typeof was) => patchInstall({ labels: list });
        const isOn = (name: string) => was.some((one) => one.name === name);
        const remove = off.filter(isOn);
        const add = added.filter(({ name }) => !isOn(name));
        const patch = { labels: { add, remove } };
        const rebased = applyPatch(on(theirs), patch).labels ?? [];
        const merged = mergeDocuments(on(was), applyPatch(on(was), patch), on(theirs)).document.labels ?? [];
        const byName = (list: readonly Label[]) => new Map(list.map((one) => [one.name, one.isPrivate]));
        expect(Object.fromEntries(byName(rebased))).toEqual(Object.fromEntries(byName(merged)));
      }),
      { numRuns: 1000 },
    );
  });

  test('do not meet our own earlier change, which the platform has while its Sync got lost', () => {
    const [first, second] = ['2026-11-25T09:00:00Z', '2026-11-26T09:00:00Z'];
    const theirs = patchInstall({ version: 8, planned: first, work: { remarks: 'of somebody else' } });
    const found = conflictsOf(theirs, { planned: first, work: { remarks: 'ours' } }, { planned: second });
    // What somebody else changed in the first is a conflict of it; the second goes on from the first.
    expect(
      found.map(({ changeNumber, reasons }) => [changeNumber, reasons.map(({ field }) => field)]),
    ).toEqual([[1, ['/work/remarks']]]);
  });

  test('append notes on both sides without a conflict [§10 append-only]', () => {
    const theirs = patchInstall({ version: 8, notes: [{ id: 'theirs', text: 'Let op' }] });
    expect(conflictsOf(theirs, { notes: [{ id: 'ours', text: 'Klaar' }] })).toEqual([]);
  });

  test('are checked again from THEIR status [§10 status]', () => {
    const theirs = patchInstall({ version: 8, mainStatus: 'ON_HOLD', reasons: [{ code: 'PERMIT' }] });
    expect(conflictsOf(theirs, asBuilt, { mainStatus: 'DELIVERED' })).toEqual([
      {
        changeNumber: 2,
        reasons: [
          {
            code: 'TRANSITION_NOT_ALLOWED',
            field: '/mainStatus',
            message: 'ON_HOLD',
            conflict: { field: '/mainStatus', base: 'PLANNED', ours: 'DELIVERED', theirs: 'ON_HOLD' },
          },
        ],
      },
    ]);
  });

  test('are all refused by an ended task, but for what the platform has already [§10 ended]', () => {
    const theirs = patchInstall({ version: 8, mainStatus: 'CANCELLED', work: asBuilt.work });
    expect(conflictsOf(theirs, asBuilt, { mainStatus: 'DELIVERED' })).toEqual([
      { changeNumber: 2, reasons: [{ code: 'TASK_CLOSED', field: '/mainStatus', message: 'CANCELLED' }] },
    ]);
  });
});
