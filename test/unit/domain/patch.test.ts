import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TaskDocument } from '../../../src-main/contract/document/task-document.ts';
import type { TaskPatch } from '../../../src-main/contract/document/patch.ts';
import {
  applyPatch,
  changesNothing,
  combine,
  emptying,
  fieldChanges,
  touchedFields,
} from '../../../src-main/domain/patch.ts';
import { asBuilt, patchInstall } from '../../support/documents.ts';

const typed = fc.option(fc.string({ maxLength: 20 }), { nil: null });
const labelNames = ['VVE', 'Hoogbouw', 'Hond'];
const patches: fc.Arbitrary<TaskPatch> = fc.record(
  {
    labels: fc.record({
      add: fc.uniqueArray(fc.record({ name: fc.constantFrom(...labelNames), isPrivate: fc.boolean() }), {
        selector: ({ name }) => name,
      }),
      remove: fc.subarray(labelNames),
    }),
    mainStatus: fc.constantFrom('RECEIVED', 'PLANNED', 'IN_PROGRESS', 'ON_HOLD'),
    subStatus: typed,
    reasons: fc.array(fc.record({ code: fc.string({ minLength: 1, maxLength: 8 }) }), { maxLength: 3 }),
    work: fc.record(
      {
        patch: fc.record(
          { odfPosition: typed, patchCordLabel: typed, powerDbm: fc.option(fc.integer(), { nil: null }) },
          { requiredKeys: [] },
        ),
        remarks: typed,
      },
      { requiredKeys: [] },
    ),
    notes: fc.uniqueArray(fc.record({ id: fc.uuid(), text: fc.string({ minLength: 1 }) }), {
      selector: (note) => note.id,
      maxLength: 3,
    }),
  },
  { requiredKeys: [] },
);

describe('applying a patch', () => {
  test('sets the named fields and leaves everything else as it is, unknown fields too', () => {
    const document = patchInstall();
    const changed = applyPatch(document, asBuilt);
    expect(changed).toEqual({ ...document, work: asBuilt.work });
    expect(changed['futureField']).toEqual(document['futureField']);
  });

  test('tells null, which empties, from absent, which leaves untouched', () => {
    const document = applyPatch(patchInstall(), asBuilt);
    const changed = applyPatch(document, { work: { patch: { operatorPort: null } } });
    expect(changed.work?.patch).toEqual({ ...asBuilt.work.patch, operatorPort: null });
  });

  test('appends notes and never replaces one', () => {
    const first = { id: 'n1', text: 'Deur klemt' };
    const document = patchInstall({ notes: [first] });
    const changed = applyPatch(document, {
      notes: [
        { id: 'n1', text: 'iets anders' },
        { id: 'n2', text: 'Klaar' },
      ],
    });
    expect(changed.notes).toEqual([first, { id: 'n2', text: 'Klaar' }]);
  });

  test('does not touch the document it is given', () => {
    const document = patchInstall();
    applyPatch(document, asBuilt);
    expect(document).toEqual(patchInstall());
  });

  test('twice is the same as once', () => {
    fc.assert(
      fc.property(patches, (patch) => {
        const once = applyPatch(patchInstall(), patch);
        expect(applyPatch(once, patch)).toEqual(once);
        expect(changesNothing(once, patch)).toBe(true);
      }),
    );
  });

  test('two patches combined do what the two do one after the other', () => {
    fc.assert(
      fc.property(patches, patches, (earlier, later) => {
        const document = patchInstall({ labels: [{ name: 'VVE', isPrivate: true }, { name: 'Hond' }] });
        const apart = applyPatch(applyPatch(document, earlier), later);
        const together = applyPatch(document, combine(earlier, later));
        // A set: in which order its labels are told is of no concern.
        const asSet = ({ labels, ...rest }: TaskDocument) => ({ ...rest, labels: new Set(labels) });
        expect(asSet(together)).toEqual(asSet(apart));
      }),
    );
  });

  test('a patch changes no field but those it says it touches', () => {
    fc.assert(
      fc.property(patches, (patch) => {
        const top = new Set(touchedFields(patch).map(({ field }) => field.split('/')[1]));
        const before = patchInstall();
        const after = applyPatch(before, patch);
        for (const name of Object.keys(before)) if (!top.has(name)) expect(after[name]).toEqual(before[name]);
      }),
    );
  });
});

describe('what a patch changes', () => {
  test('is named by pointers, with the value it had', () => {
    expect(
      fieldChanges(patchInstall(), { mainStatus: 'IN_PROGRESS', work: { patch: { powerDbm: -18 } } }),
    ).toEqual([
      { field: '/mainStatus', from: 'PLANNED', to: 'IN_PROGRESS' },
      { field: '/work/patch/powerDbm', from: null, to: -18 },
    ]);
  });
});

test('labels are told with what was there: put on, taken off, or put on anew', () => {
  const [vve, hond, anew] = [{ name: 'VVE' }, { name: 'Hond' }, { name: 'Hond', isPrivate: true }];
  const document = patchInstall({ labels: [vve, hond] });
  const changes = fieldChanges(document, {
    labels: { add: [anew, { name: 'Lift' }], remove: ['VVE', 'Hond'] },
  });
  expect(changes).toEqual([
    { field: '/labels/VVE', from: vve, to: null },
    { field: '/labels/Hond', from: hond, to: anew },
    { field: '/labels/Lift', from: null, to: { name: 'Lift' } },
  ]);
});

test('emptying leaves what is empty and what the patch fills itself', () => {
  const held = patchInstall({ reasons: [{ code: 'CORD_MISSING' }], subStatus: null });
  expect(emptying(held, {}, ['/reasons', '/subStatus'])).toEqual({ reasons: [] });
  const own = { reasons: [{ code: 'REPAIRED' }] };
  expect(emptying(held, own, ['/reasons'])).toEqual(own);
});
