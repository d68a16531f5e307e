/** All languages. */
import { en, type Texts } from './en.ts';
import { nl } from './nl.ts';

export const catalogue = { en, nl } satisfies Record<string, Texts>;
export type Locale = keyof typeof catalogue;
export const locales = Object.keys(catalogue) as Locale[];
