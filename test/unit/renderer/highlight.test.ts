import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partsOf } from '../../../src-renderer/features/lists/highlight.ts';

const hitsIn = (text: string, search: string) =>
  partsOf(text, search)
    .filter(({ hit }) => hit)
    .map((part) => part.text);

describe('what was searched for', () => {
  it('is marked whatever its spelling, in every word', () => {
    expect(hitsIn('Café Één, Delft', 'cafe delf')).toEqual(['Café', 'Delf']);
    expect(hitsIn('Straße 12', 'strasse')).toEqual(['Straße']);
    expect(hitsIn('OT-2026-000123', '000123')).toEqual(['000123']);
  });

  it('leaves the text as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, search) => {
        expect(
          partsOf(text, search)
            .map((part) => part.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });
});
