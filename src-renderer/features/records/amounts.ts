/** Between what is typed in a booking and what it means. Pure. */
import type { Texts } from '../../messages/en.ts';
import { parseNumber } from '../fields/typed-value.ts';

/** A quantity above zero, or null. */
export function quantityOf(typed: string): number | null {
  const value = parseNumber(typed);
  return value !== null && value > 0 ? value : null;
}

/** Euro as typed, in cents: `6,95`, `6.95`, `€ 7`; null when it is none, or has parts of a cent. */
export function centsOf(typed: string): number | null {
  const value = parseNumber(typed.replace('€', ''));
  if (value === null || value < 0) return null;
  const cents = Math.round(value * 100);
  return Math.abs(cents - value * 100) < 1e-6 ? cents : null;
}

/** What is wrong with an amount as typed; undefined when nothing is. */
export function amountProblem(texts: Texts['records'], typed: string): string | undefined {
  if (typed.trim() === '') return texts.missing;
  return centsOf(typed) === null ? texts.wrongAmount(typed) : undefined;
}

/** Cents as they stand in an input. */
export function typedCents(cents: number, locale: 'nl' | 'en'): string {
  const text = (cents / 100).toFixed(2);
  return locale === 'nl' ? text.replace('.', ',') : text;
}
