/** What the user chose for this window: theme and language. Kept in the storage of the page. */
import type { Locale } from '../messages/catalogue.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

type Store = Pick<Storage, 'getItem' | 'setItem'>;

const themeKey = 'patchdesk.theme';
const languageKey = 'patchdesk.language';

export class Preferences {
  #theme = $state<Theme>('system');
  #chosen = $state<Locale | null>(null);
  #system = $state<Locale>('en');
  readonly #store: Store;
  readonly #page: Document;

  constructor(page: Document, store: Store, systemLocale: string) {
    this.#page = page;
    this.#store = store;
    this.#system = localeOf(systemLocale);
    const theme = store.getItem(themeKey);
    const language = store.getItem(languageKey);
    this.#theme = themes.find((known) => known === theme) ?? 'system';
    this.#chosen = language === 'nl' || language === 'en' ? language : null;
    this.#show();
  }

  get theme(): Theme {
    return this.#theme;
  }

  set theme(theme: Theme) {
    this.#theme = theme;
    this.#store.setItem(themeKey, theme);
    this.#show();
  }

  get locale(): Locale {
    return this.#chosen ?? this.#system;
  }

  set locale(locale: Locale) {
    this.#chosen = locale;
    this.#store.setItem(languageKey, locale);
    this.#show();
  }

  /** What the system says, which holds as long as the user did not choose. */
  set systemLocale(locale: string) {
    this.#system = localeOf(locale);
    this.#show();
  }

  #show(): void {
    const root = this.#page.documentElement;
    root.dataset['theme'] = this.#theme;
    root.lang = this.locale;
  }
}

/** Dutch for every Dutch locale, English for all others. */
export function localeOf(locale: string): Locale {
  return locale.toLowerCase().startsWith('nl') ? 'nl' : 'en';
}
