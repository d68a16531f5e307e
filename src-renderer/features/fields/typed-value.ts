/**
 * Between what is typed and what is meant. Pure.
 *
 * Invariant: text made from a value and read again gives that value, in every language.
 */
import type { FormField } from '@contract/rules/work-form.ts';
import type { InputName } from './known-inputs.ts';
import { momentOf, wallTimeOf } from '@contract/zoned.ts';

/** What the schema of the patch takes; longer texts are named at the field instead of refused at the border. */
const mostCharacters = { text: 255, choice: 255, phone: 255, email: 255, remark: 10_000 } as const;

/** What nobody could ring or write to; which numbers and addresses there are is not for us to say. */
const forms: Partial<Record<InputName, { form: RegExp; kind: 'notAPhone' | 'notAnEmail' }>> = {
  phone: { form: /\d\D*\d\D*\d/, kind: 'notAPhone' },
  email: { form: /^\S+@\S+\.\S+$/, kind: 'notAnEmail' },
};

/** A yes-or-no as it stands in a draft, whatever the language. */
export const yes = 'yes';
export const no = 'no';

export type Problem =
  | { kind: 'notANumber'; typed: string }
  | { kind: 'notAMoment'; typed: string }
  | { kind: 'notAPhone' | 'notAnEmail'; typed: string }
  | { kind: 'tooLong'; most: number }
  | { kind: 'missing' };

export type TypedValue = string | number | boolean | string[] | null;
export type Meant = { value: TypedValue } | { problem: Problem };

/** A number with a comma or a point and any kind of minus; null when it is none. Thousands marks are not guessed at. */
export function parseNumber(typed: string): number | null {
  const plain = typed
    .trim()
    .replace(/[\u2212\u2013]/, '-')
    .replace(',', '.');
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : null;
}

/** Codes with commas, semicolons or lines between them. */
function codesIn(typed: string): string[] {
  return typed
    .split(/[,;\n]/)
    .map((code) => code.trim())
    .filter((code) => code !== '');
}

/** What is meant by what was typed; a cleared input means "empty". */
export function meantBy(input: InputName, typed: string): Meant {
  const trimmed = typed.trim();
  if (trimmed === '') return { value: null };
  if (input === 'number') {
    const value = parseNumber(trimmed);
    return value === null ? { problem: { kind: 'notANumber', typed: trimmed } } : { value };
  }
  if (input === 'moment') {
    const value = momentOf(trimmed);
    return value === null ? { problem: { kind: 'notAMoment', typed: trimmed } } : { value };
  }
  if (input === 'yesNo') return { value: trimmed === yes };
  if (input === 'countOrCodes' && /^\d+$/.test(trimmed)) return { value: Number(trimmed) };
  if (input === 'codes' || input === 'countOrCodes') return { value: codesIn(trimmed) };
  const asked = forms[input];
  if (asked && !asked.form.test(trimmed)) return { problem: { kind: asked.kind, typed: trimmed } };
  const most = mostCharacters[input];
  return trimmed.length > most ? { problem: { kind: 'tooLong', most } } : { value: trimmed };
}

/** A value as it stands in its input. */
export function typedFrom(input: InputName, value: unknown, locale: string): string {
  if (typeof value === 'boolean') return value ? yes : no;
  if (typeof value === 'number') return locale === 'nl' ? String(value).replace('.', ',') : String(value);
  if (Array.isArray(value)) return value.join(', ');
  if (typeof value === 'object' && value !== null && 'code' in value) return String(value.code);
  if (typeof value !== 'string') return '';
  if (input !== 'moment') return value;
  const at = Date.parse(value);
  return Number.isNaN(at) ? '' : wallTimeOf(at);
}

/** True when two values of a field are the same; a moment is the same however its zone is written. */
export function sameValue(input: InputName, one: unknown, other: unknown): boolean {
  if ((one ?? null) === (other ?? null)) return true;
  if (Array.isArray(one) && Array.isArray(other)) return one.join('\n') === other.join('\n');
  if (input !== 'moment' || typeof one !== 'string' || typeof other !== 'string') return false;
  return wallTimeOf(Date.parse(one)) === wallTimeOf(Date.parse(other));
}

/** True when a number is outside the limits that the platform is known to enforce. */
export function isOutside({ least, most }: Pick<FormField, 'least' | 'most'>, value: unknown): boolean {
  if (typeof value !== 'number') return false;
  return (least !== undefined && value < least) || (most !== undefined && value > most);
}
