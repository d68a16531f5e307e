/** Dates, numbers and units as people read them, in one language. Pure: the present is handed in. */
import type { Locale } from './catalogue.ts';
import { dayNumberOf, zone } from '@contract/zoned.ts';

export interface Formats {
  /** `14:30` */
  time(at: string): string;
  /** `today 14:30`, `Mon 9 Mar 14:30`; a day without a time has none. */
  moment(at: string, now: number): string;
  /** In full, for a tooltip: `Monday 9 March 2026 at 14:30`. */
  full(at: string): string;
  number(value: number): string;
  /** `−18.4 dBm` */
  quantity(value: number, unit: string | undefined): string;
  /** `12 s`, `4 min 05 s`, `2 h 10 min` */
  duration(milliseconds: number): string;
  /** Time spent: `1:30 h` */
  hours(minutes: number): string;
  list(items: readonly string[]): string;
  /** A language by its code, in words: `Dutch`; what is no code is shown as it came. */
  language(code: string): string;
  /** Cents as an amount: `€ 6,95`. */
  euro(cents: number): string;
  /** `€ 60,00 / u` */
  hourly(cents: number): string;
}

const tags: Record<Locale, string> = { en: 'en-GB', nl: 'nl-NL' };
const hourWord: Record<Locale, string> = { en: 'h', nl: 'u' };

export function formatsOf(locale: Locale): Formats {
  const tag = tags[locale];
  const dates = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(tag, { timeZone: zone, ...options });
  const time = dates({ hour: '2-digit', minute: '2-digit' });
  const day = dates({ weekday: 'short', day: 'numeric', month: 'short' });
  const dayAndYear = dates({ day: 'numeric', month: 'short', year: 'numeric' });
  const full = dates({ dateStyle: 'full', timeStyle: 'short' });
  const relative = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' });
  const number = new Intl.NumberFormat(tag, { maximumFractionDigits: 10 });
  const languages = new Intl.DisplayNames(tag, { type: 'language' });
  const euro = new Intl.NumberFormat(tag, { style: 'currency', currency: 'EUR' });
  const list = new Intl.ListFormat(tag, { type: 'conjunction' });

  /** Yesterday, today and tomorrow by name; within half a year by weekday and day; else with the year. */
  function dayWords(at: number, now: number): string {
    const distance = dayNumberOf(at) - dayNumberOf(now);
    if (Math.abs(distance) <= 1) return relative.format(distance, 'day');
    return (Math.abs(distance) < 180 ? day : dayAndYear).format(at).replaceAll(',', '');
  }

  const isDay = (at: string) => /^\d{4}-\d{2}-\d{2}$/.test(at);
  /** What can't be read as a date is shown as it came. */
  const readable = (at: string, show: (at: number) => string) => {
    const parsed = Date.parse(at);
    return Number.isNaN(parsed) ? at : show(parsed);
  };

  return {
    time: (at) => readable(at, (parsed) => time.format(parsed)),
    moment: (at, now) =>
      readable(at, (parsed) => dayWords(parsed, now) + (isDay(at) ? '' : ` ${time.format(parsed)}`)),
    full: (at) => readable(at, (parsed) => full.format(parsed)),
    number: (value) => number.format(value).replace('-', '\u2212'),
    quantity: (value, unit) =>
      number.format(value).replace('-', '\u2212') + (unit === undefined ? '' : `\u00a0${unit}`),
    duration(milliseconds) {
      const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
      if (seconds < 60) return `${seconds} s`;
      const minutes = Math.floor(seconds / 60);
      if (minutes < 60) return `${minutes} min ${String(seconds % 60).padStart(2, '0')} s`;
      return `${Math.floor(minutes / 60)} ${hourWord[locale]} ${minutes % 60} min`;
    },
    hours: (minutes) =>
      `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}\u00a0${hourWord[locale]}`,
    list: (items) => list.format(items),
    language: (code) => (/^[a-z]{2,3}$/i.test(code) ? (languages.of(code) ?? code) : code),
    euro: (cents) => euro.format(cents / 100),
    hourly: (cents) => `${euro.format(cents / 100)} / ${hourWord[locale]}`,
  };
}
