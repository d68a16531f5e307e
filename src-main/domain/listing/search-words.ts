/**
 * The words a task is found by, and the words of what somebody typed: both are parted here, so that they always fit and
 * nothing of the search engine's own syntax is left in either. Pure.
 */
import type { TaskDocument } from '../../contract/document/task-document.ts';
import { fold } from '../../contract/list/fold.ts';

/** The words of a text: folded, letters and digits only. */
function partsOf(text: string): string[] {
  return fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Enough digits, and parted by something: `OT-2026-000123`. */
function isCode(text: string): boolean {
  return /[^\p{L}\p{N}\s]/u.test(text) && (text.match(/\d/g)?.length ?? 0) >= 4;
}

/** Dutch postcodes are written with and without a blank, and with the number right behind. */
const postcode = /(?<![\p{L}\p{N}])(\d{4})\s?([a-z]{2})(?![a-z])/giu;

/** A postcode of which the last letter is still to be typed. */
const begunPostcode = /(?<![\p{L}\p{N}])(\d{4})\s([a-z])\s*$/iu;

/**
 * A code is found as a whole, by its beginning, and by its last part, which is what people remember. One with few digits
 * is typed in parts as well: each of them counts.
 */
function codeWords(code: string): string[] {
  const parts = partsOf(code);
  const last = parts.at(-1);
  if (parts.length < 2 || last === undefined) return parts;
  return isCode(code) ? [parts.join(''), last] : [parts.join(''), ...parts];
}

const pieces = (text: string): string[] => text.replace(postcode, ' $1$2 ').split(/\s+/);

/** What a text that people wrote is found by; it may have codes in it, and words that are joined like one. */
function textWords(text: string): string[] {
  return pieces(text).flatMap((piece) =>
    isCode(piece) ? [partsOf(piece).join(''), ...partsOf(piece)] : partsOf(piece),
  );
}

/** A part of one character is hardly a word: what was typed is the beginning of a code. */
function typedIn(piece: string): string[] {
  const parts = partsOf(piece);
  const isBegun = parts.length > 1 && parts.at(-1)?.length === 1;
  return isCode(piece) || isBegun ? [parts.join('')] : parts;
}

/**
 * The words of what was typed, each once. A code is one word, however it is parted: its parts would be found in half of
 * all tasks.
 */
export function typedWords(text: string): string[] {
  const words = pieces(text.replace(begunPostcode, '$1$2')).flatMap(typedIn);
  return [...new Set(words.filter((word) => word !== ''))];
}

type Text = string | number | null | undefined;

function codesOf({ PoPInfo, ...document }: TaskDocument): Text[] {
  return [
    document.id,
    document.inTaskId,
    document.dhid,
    document.connectionId,
    document.searchCode,
    document.addressCode,
    document.externalCorrelationId,
    PoPInfo?.popCode,
  ];
}

function textsOf({ address, PoPInfo, contactDetails, incidentInfo, ...document }: TaskDocument): Text[] {
  const number = `${address?.houseNumber ?? ''}`;
  return [
    address?.street,
    number,
    // 12A is one word to whoever types it.
    address?.addition ? `${number}${address.addition} ${address.addition}` : null,
    address?.postcode,
    address?.city,
    PoPInfo?.popName,
    contactDetails?.name,
    contactDetails?.phone,
    contactDetails?.email,
    contactDetails?.remark,
    document.assignee?.userName,
    incidentInfo?.location,
    incidentInfo?.cause,
    ...(document.reasons ?? []).flatMap(({ code, text }) => [code, text]),
    ...(document.labels ?? []).map(({ name }) => name),
    ...(document.notes ?? []).flatMap(({ text, author }) => [text, author]),
  ];
}

/** Everything that the search box looks through, as words apart by blanks; each word once. */
export function searchWords(document: TaskDocument): string {
  const words = new Set<string>();
  for (const code of codesOf(document)) if (code) for (const word of codeWords(String(code))) words.add(word);
  for (const text of textsOf(document)) if (text) for (const word of textWords(String(text))) words.add(word);
  return [...words].join(' ');
}
