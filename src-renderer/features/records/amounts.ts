/** Between what is typed in a booking and what it means: as a price list is read, so that one text means one thing. Pure. */
import * as money from '@contract/amount.ts';
import type { Texts } from '../../messages/en.ts';
import { sayFault } from '../../messages/say.ts';
import { parseNumber } from '../fields/typed-value.ts';

/** A thousand to one reader, and little more than one to another. */
const isAmbiguous = (typed: string) => /^[1-9]\d{0,2}\.\d{3}$/.test(typed.trim());

/** A quantity above zero, or null. */
export function quantityOf(typed: string): number | null {
  const value = isAmbiguous(typed) ? null : parseNumber(typed);
  return value !== null && value > 0 ? value : null;
}

/** What is wrong with a quantity as typed; undefined when nothing is. */
export function quantityProblem(texts: Texts, typed: string): string | undefined {
  if (quantityOf(typed) !== null) return undefined;
  return isAmbiguous(typed)
    ? `"${typed}" ${sayFault(texts, { code: 'AMOUNT_AMBIGUOUS' })}`
    : texts.records.wrongNumber(typed);
}

const bare = (typed: string) => typed.replace('€', '').trim();

/** Euro as typed, in cents: `6,95`, `6.95`, `1.234,56`, `€ 7`; null when it is none. */
export function centsOf(typed: string): number | null {
  const read = money.centsOf(bare(typed));
  return 'cents' in read ? read.cents : null;
}

/** What is wrong with an amount as typed; undefined when nothing is. */
export function amountProblem(texts: Texts, typed: string): string | undefined {
  if (typed.trim() === '') return texts.records.missing;
  const read = money.centsOf(bare(typed));
  return 'fault' in read ? `"${typed}" ${sayFault(texts, read.fault)}` : undefined;
}

const mostMinutes = 24 * 60;

/** Time spent as typed, in whole minutes: `1:30`, `1,5`; null when it is none, or more than a day. */
export function minutesOf(typed: string): number | null {
  const clock = /^(\d{1,2}):([0-5]\d)$/.exec(typed.trim());
  const minutes = clock ? Number(clock[1]) * 60 + Number(clock[2]) : (parseNumber(typed) ?? 0) * 60;
  return Number.isInteger(minutes) && minutes > 0 && minutes <= mostMinutes ? minutes : null;
}

/** Cents as they stand in an input. */
export function typedCents(cents: number, locale: 'nl' | 'en'): string {
  const text = (cents / 100).toFixed(2);
  return locale === 'nl' ? text.replace('.', ',') : text;
}
