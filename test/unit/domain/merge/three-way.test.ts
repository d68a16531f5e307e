import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Api } from '../../../../src-main/contract/document/values.ts';
import type { TaskDocument } from '../../../../src-main/contract/document/task-document.ts';
import { read, steps } from '../../../../src-main/contract/pointer.ts';
import { differences } from '../../../../src-main/domain/merge/differences.ts';
import { mergeDocuments } from '../../../../src-main/domain/merge/three-way.ts';
import { same } from '../../../../src-main/domain/same.ts';
import { patchInstall } from '../../../support/documents.ts';
import { variants } from '../../../support/variants.ts';

const lists = ['labels', 'notes', 'attachments'];
const isInList = (field: string) => lists.includes(steps(field)[0] ?? '');
const overlaps = (one: string, other: string) =>
  one === other || one.startsWith(`${other}/`) || other.startsWith(`${one}/`);

describe.each(Api.options)('the merge of two %s documents with one base', (api) => {
  test('loses nothing: each change of either side is in the result or among the conflicts [§10 conflict]', () => {
    fc.assert(
      fc.property(variants(api), ({ base, ours, theirs }) => {
        const { document, conflicts } = mergeDocuments(base, ours, theirs);
        for (const side of [ours, theirs]) {
          for (const field of differences(base, side).filter((one) => !isInList(one))) {
            const [merged, wanted] = [read(document, field), read(side, field)];
            // An empty group is kept when there is a group, whatever the other side put in it.
            const kept = same(merged, wanted) || (same(wanted, {}) && typeof merged === 'object');
            const told = conflicts.find((conflict) => overlaps(conflict.field, field));
            expect(kept || told !== undefined, field).toBe(true);
          }
        }
        for (const conflict of conflicts) {
          expect(conflict).toEqual({
            field: conflict.field,
            base: read(base, conflict.field),
            ours: read(ours, conflict.field),
            theirs: read(theirs, conflict.field),
          });
        }
      }),
      { numRuns: 300 },
    );
  });

  test('keeps every entry of lists that only grow, and every label somebody put on [§10 append-only] [§10 labels]', () => {
    fc.assert(
      fc.property(variants(api), ({ base, ours, theirs }) => {
        const { document } = mergeDocuments(base, ours, theirs);
        for (const list of ['notes', 'attachments'] as const) {
          const ids = (of: TaskDocument) => (of[list] ?? []).map(({ id }) => id);
          expect(new Set(ids(document))).toEqual(new Set([...ids(ours), ...ids(theirs)]));
          expect(ids(document)).toHaveLength(new Set(ids(document)).size);
        }
        const names = (of: TaskDocument) => new Set((of.labels ?? []).map(({ name }) => name));
        const [was, mine, yours] = [base, ours, theirs].map(names);
        const put = [...(mine ?? []), ...(yours ?? [])].filter((name) => !was?.has(name));
        const both = [...(was ?? [])].filter((name) => mine?.has(name) && yours?.has(name));
        for (const name of [...put, ...both]) expect(names(document).has(name)).toBe(true);
      }),
    );
  });

  test('is the same on both sides [§10 same value]', () => {
    fc.assert(
      fc.property(variants(api), ({ base, ours, theirs }) => {
        const here = mergeDocuments(base, ours, theirs);
        const there = mergeDocuments(base, theirs, ours);
        const fields = (of: typeof here) => of.conflicts.map(({ field }) => field).sort();
        expect(fields(here)).toEqual(fields(there));
        const apart = differences(here.document, there.document);
        for (const field of apart) {
          expect(
            here.conflicts.some((conflict) => overlaps(conflict.field, field)),
            field,
          ).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('has no conflict where the sides changed different fields [§10 disjoint]', () => {
    fc.assert(
      fc.property(variants(api, { apart: true }), ({ base, ours, theirs }) => {
        expect(mergeDocuments(base, ours, theirs).conflicts).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test('changes nothing when it is repeated, from the old base and from the new one', () => {
    fc.assert(
      fc.property(variants(api), ({ base, ours, theirs }) => {
        const { document } = mergeDocuments(base, ours, theirs);
        for (const from of [base, theirs]) {
          const again = mergeDocuments(from, document, theirs);
          expect(differences(document, again.document)).toEqual([]);
          expect(again.conflicts).toEqual([]);
        }
      }),
    );
  });

  test('with a side that changed nothing is the other side', () => {
    fc.assert(
      fc.property(variants(api), ({ base, ours }) => {
        expect(differences(mergeDocuments(base, ours, base).document, ours)).toEqual([]);
        expect(differences(mergeDocuments(base, base, ours).document, ours)).toEqual([]);
      }),
    );
  });
});

describe('a merge', () => {
  const base = patchInstall({
    labels: [{ name: 'VVE' }, { name: 'Hoogbouw' }],
    work: { patch: { odfPosition: 'A-1', powerDbm: null } },
  });

  test('takes different fields of one group from each side [§10 disjoint]', () => {
    const ours = patchInstall({ ...base, work: { patch: { odfPosition: 'A-2', powerDbm: null } } });
    const theirs = patchInstall({ ...base, work: { patch: { odfPosition: 'A-1', powerDbm: -18 } } });
    expect(mergeDocuments(base, ours, theirs)).toMatchObject({
      document: { work: { patch: { odfPosition: 'A-2', powerDbm: -18 } } },
      conflicts: [],
    });
  });

  test('takes labels as sets: one put on here, one taken off there [§10 labels]', () => {
    const ours = {
      ...base,
      labels: [{ name: 'VVE' }, { name: 'Hoogbouw' }, { name: 'Spoed', isPrivate: true }],
    };
    const theirs = { ...base, labels: [{ name: 'Hoogbouw' }] };
    expect(mergeDocuments(base, ours, theirs)).toMatchObject({
      document: { labels: [{ name: 'Hoogbouw' }, { name: 'Spoed', isPrivate: true }] },
      conflicts: [],
    });
  });

  test('does not make a label public that one side made private', () => {
    const [ours, theirs] = [true, false].map((isPrivate) => ({
      ...base,
      labels: [{ name: 'Sleutel', isPrivate }],
    }));
    if (!ours || !theirs) throw new Error('two sides');
    expect(mergeDocuments(base, ours, theirs).document.labels).toEqual([
      { name: 'Sleutel', isPrivate: true },
    ]);
    expect(mergeDocuments(base, theirs, ours).document.labels).toEqual([
      { name: 'Sleutel', isPrivate: true },
    ]);
  });

  test('tells null from absent: emptied here, changed there is a conflict; absent on both sides is none [§7 null and absent] [§10 conflict]', () => {
    const ours = { ...base, planned: null };
    const theirs = { ...base, planned: '2026-12-01T09:00:00Z' };
    expect(mergeDocuments(base, ours, theirs).conflicts).toEqual([
      { field: '/planned', base: base.planned, ours: null, theirs: '2026-12-01T09:00:00Z' },
    ]);
    const { planned, ...absent } = base;
    expect(planned).toBeDefined();
    expect(mergeDocuments(base, absent, absent)).toEqual({ document: absent, conflicts: [] });
  });

  test('of a list that one emptied and the other took away is an empty one, however often it is merged', () => {
    const emptied = { ...base, labels: null };
    const { labels, ...without } = base;
    expect(labels).toBeDefined();
    const { document, conflicts } = mergeDocuments(base, emptied, without);
    expect(document).toEqual(emptied);
    expect(conflicts).toEqual([]);
    expect(mergeDocuments(base, document, without).document).toEqual(emptied);
  });

  test("keeps the platform's version and stamps whatever we have", () => {
    const ours = { ...base, version: 2, updatedAt: '2020-01-01T00:00:00Z' };
    const theirs = { ...base, version: 9, updatedAt: '2026-11-23T08:00:00Z' };
    expect(mergeDocuments(base, ours, theirs)).toMatchObject({
      document: { version: 9, updatedAt: '2026-11-23T08:00:00Z' },
      conflicts: [],
    });
  });
});
