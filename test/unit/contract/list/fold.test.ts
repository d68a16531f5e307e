import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold, foldCode, sortable } from '../../../../src-main/contract/list/fold.ts';

describe('texts where spelling does not matter', () => {
  test.each([
    ['Café', 'cafe'],
    ['ĲSSELSTRAAT', 'ijsselstraat'],
    ['Łukaszewicz', 'lukaszewicz'],
    ['Straße', 'strasse'],
    ['Ærø', 'aero'],
    ['1½', '11⁄2'],
    ['plain', 'plain'],
  ])('%s is %s', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  test('are folded once and for all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
      { numRuns: 1000 },
    );
  });

  test('have codes without blanks', () => {
    expect(foldCode(' DH-77 01\t')).toBe('dh-7701');
  });

  test('are sorted with number 9 before number 10, whatever zeros they have', () => {
    const streets = ['Voorstraat 10', 'voorstraat 9', 'Voorstraat 009b', 'Achterweg 100', 'Älvstraat 2'];
    const sorted = [...streets].sort((one, other) => (sortable(one) < sortable(other) ? -1 : 1));
    expect(sorted).toEqual([
      'Achterweg 100',
      'Älvstraat 2',
      'voorstraat 9',
      'Voorstraat 009b',
      'Voorstraat 10',
    ]);
  });
});
