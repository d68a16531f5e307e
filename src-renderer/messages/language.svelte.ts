/** The texts and formats of the language that is chosen now, with the names that the rules have. */
import { catalogue, type Locale } from './catalogue.ts';
import type { Texts } from './en.ts';
import { formatsOf, type Formats } from './formats.ts';
import { withRuleNames, type KnownRules } from './rule-names.ts';

export class Language {
  readonly #chosen: { readonly locale: Locale };
  readonly #rules: KnownRules;
  readonly #formats = $derived.by(() => formatsOf(this.#chosen.locale));
  readonly #texts = $derived.by(() => withRuleNames(catalogue[this.#chosen.locale], this.#rules.view));

  constructor(chosen: { readonly locale: Locale }, rules: KnownRules = { view: null }) {
    this.#chosen = chosen;
    this.#rules = rules;
  }

  get locale(): Locale {
    return this.#chosen.locale;
  }

  get texts(): Texts {
    return this.#texts;
  }

  get formats(): Formats {
    return this.#formats;
  }
}
