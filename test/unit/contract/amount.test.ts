import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountOf, centsOf, mostCents } from '../../../src-main/contract/amount.ts';

describe('an amount of money', () => {
  it.each([
    ['6,95', 695],
    ['6.95', 695],
    ['6', 600],
    ['6,5', 650],
    ['0,05', 5],
    ['1.234,56', 123456],
    ['1.000.000', 100000000],
    ['1234.5', 123450],
  ])('%s is %d cents', (text, cents) => {
    expect(centsOf(text)).toEqual({ cents });
  });

  it.each([
    ['', 'AMOUNT_NO_NUMBER'],
    ['6,', 'AMOUNT_NO_NUMBER'],
    [',95', 'AMOUNT_NO_NUMBER'],
    ['1,234.56', 'AMOUNT_NO_NUMBER'],
    ['1.23.456', 'AMOUNT_NO_NUMBER'],
    ['1e3', 'AMOUNT_NO_NUMBER'],
    ['-', 'AMOUNT_NO_NUMBER'],
    ['- 3', 'AMOUNT_NEGATIVE'],
    ['-1.234,56', 'AMOUNT_NEGATIVE'],
    ['6,955', 'AMOUNT_DECIMALS'],
    ['0.125', 'AMOUNT_DECIMALS'],
    ['1.234', 'AMOUNT_AMBIGUOUS'],
    ['1.000.000,01', 'AMOUNT_TOO_LARGE'],
    ['1000000000', 'AMOUNT_TOO_LARGE'],
  ])('%s is none', (text, code) => {
    expect(centsOf(text)).toMatchObject({ fault: { code } });
  });

  it('is read back as it is written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: mostCents }), (cents) => {
        expect(centsOf(amountOf(cents))).toEqual({ cents });
      }),
    );
  });
});
