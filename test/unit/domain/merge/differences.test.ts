import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Api } from '../../../../src-main/contract/document/values.ts';
import { steps } from '../../../../src-main/contract/pointer.ts';
import { changesBetween, differences } from '../../../../src-main/domain/merge/differences.ts';
import { patchInstall } from '../../../support/documents.ts';
import { variants } from '../../../support/variants.ts';

const rootsOf = (fields: readonly string[]) => new Set(fields.flatMap((field) => steps(field)[0] ?? []));

describe.each(Api.options)('what one version of an %s document changed on another', (api) => {
  test('is told for each field that differs, and for no other', () => {
    fc.assert(
      fc.property(variants(api), ({ base, theirs }) => {
        const told = rootsOf(changesBetween(base, theirs).map(({ field }) => field));
        const differ = rootsOf(differences(base, theirs));
        for (const stamp of ['version', 'updatedAt']) differ.delete(stamp);
        for (const root of told) expect(differ).toContain(root);
        // A list may differ in its order alone.
        for (const list of ['notes', 'attachments', 'labels']) differ.delete(list);
        for (const root of differ) expect(told).toContain(root);
      }),
    );
  });
});

test('the entries of lists are told one by one', () => {
  const label = (name: string, isPrivate = false) => ({ name, isPrivate });
  const before = patchInstall({ labels: [label('spoed'), label('sleutel')] });
  const after = patchInstall({ labels: [label('sleutel', true), label('hond')], version: 99 });
  expect(changesBetween(before, after)).toEqual([
    { field: '/labels/spoed', from: label('spoed'), to: null },
    { field: '/labels/sleutel', from: label('sleutel'), to: label('sleutel', true) },
    { field: '/labels/hond', from: null, to: label('hond') },
  ]);
  expect(changesBetween(after, { ...after, version: 100, updatedAt: '2026-12-01T00:00:00Z' })).toEqual([]);
});
