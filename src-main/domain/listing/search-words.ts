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

/**
 * The words of what was typed, each once. A code is one word, however it is parted: its parts would be found in half of
 * all tasks.
 */
export function typedWords(text: string): string[] {
  const words = text
    .replace(postcode, ' $1$2 ')
    .split(/\s+/)
    .flatMap((piece) => (isCode(piece) ? [partsOf(piece).join('')] : partsOf(piece)))
    .filter((word) => word !== '');
  return [...new Set(words)];
}

/** A code is found as a whole, by its beginning, and by its last part, which is what people remember. */
function codeWords(code: string): string[] {
  const parts = partsOf(code);
  const last = parts.at(-1);
  return parts.length > 1 && last !== undefined ? [parts.join(''), last] : parts;
}

/** Everything that the search box looks through, as words apart by blanks; each word once. */
export function searchWords(document: TaskDocument): string {
  const { address, PoPInfo, contactDetails, notes, labels, reasons } = document;
  const words = new Set<string>();
  const add = (found: readonly string[]) => {
    for (const word of found) words.add(word);
  };
  for (const code of [
    document.id,
    document.inTaskId,
    document.dhid,
    document.connectionId,
    document.searchCode,
    document.addressCode,
    document.externalCorrelationId,
    PoPInfo?.popCode,
  ]) {
    if (code) add(codeWords(code));
  }
  for (const text of [
    address?.street,
    address?.houseNumber,
    address?.addition,
    address?.city,
    PoPInfo?.popName,
    contactDetails?.name,
    contactDetails?.phone,
    contactDetails?.email,
    contactDetails?.remark,
    document.assignee?.userName,
    document.incidentInfo?.location,
    document.incidentInfo?.cause,
  ]) {
    if (text !== null && text !== undefined) add(partsOf(String(text)));
  }
  if (address?.postcode) add(partsOf(address.postcode.replace(/\s+/g, '')));
  for (const reason of reasons ?? []) add(partsOf(`${reason.code} ${reason.text ?? ''}`));
  for (const label of labels ?? []) add(partsOf(label.name));
  for (const note of notes ?? []) add(partsOf(`${note.text} ${note.author ?? ''}`));
  return [...words].join(' ');
}
