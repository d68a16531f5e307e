/** The texts and formats of the language that is chosen now. */
import { catalogue, type Locale } from './catalogue.ts';
import type { Texts } from './en.ts';
import { formatsOf, type Formats } from './formats.ts';

export class Language {
  readonly #chosen: { readonly locale: Locale };
  readonly #formats = $derived.by(() => formatsOf(this.#chosen.locale));

  constructor(chosen: { readonly locale: Locale }) {
    this.#chosen = chosen;
  }

  get locale(): Locale {
    return this.#chosen.locale;
  }

  get texts(): Texts {
    return catalogue[this.#chosen.locale];
  }

  get formats(): Formats {
    return this.#formats;
  }
}
