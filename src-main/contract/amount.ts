/** An amount of money as people type it, in Dutch or plain notation, to whole cents. Pure. */
import type { RuleFault } from './rules/rule-mistake.ts';

/** A million euro: no cable and no hour costs more. */
export const mostCents = 100_000_000;

const dutchThousands = /^[1-9]\d{0,2}(\.\d{3})+(,\d+)?$/;
const plain = /^\d+([.,]\d+)?$/;

/**
 * The cents of `1.234,56`, `6,95` or `6.95`, or why it is none. `1.234` is refused: it is a thousand to one reader
 * and little more than one to another, and a price list is no place for guessing.
 */
export function centsOf(text: string): { cents: number } | { fault: RuleFault } {
  const positive = text.replace(/^-\s*/, '');
  const isThousands = dutchThousands.test(positive);
  if (!isThousands && !plain.test(positive)) return { fault: { code: 'AMOUNT_NO_NUMBER' } };
  if (positive !== text) return { fault: { code: 'AMOUNT_NEGATIVE' } };
  if (/^[1-9]\d{0,2}\.\d{3}$/.test(text)) return { fault: { code: 'AMOUNT_AMBIGUOUS' } };
  const [whole = '', decimals = ''] = (isThousands ? text.replaceAll('.', '') : text).split(/[.,]/);
  if (decimals.length > 2) return { fault: { code: 'AMOUNT_DECIMALS', most: 2 } };
  const cents = Number(whole) * 100 + Number(decimals.padEnd(2, '0'));
  return cents > mostCents ? { fault: { code: 'AMOUNT_TOO_LARGE' } } : { cents };
}

/** Cents in Dutch notation, as `centsOf` reads them back. */
export function amountOf(cents: number): string {
  return `${Math.floor(cents / 100)},${String(cents % 100).padStart(2, '0')}`;
}
