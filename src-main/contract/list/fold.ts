/** How texts and codes are compared where spelling should not matter: lists, filters and search do it the same way. */

/** Letters that do not come apart into a plain letter and a mark. */
const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

/** Lower case, without diacritics: Å, Café and ĳ become a, cafe and ij. */
export function fold(text: string): string {
  if (isPlain(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ßæœøłđðþı]/g, (letter) => letters[letter] ?? letter);
}

function isPlain(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7f) return false;
  return true;
}

/** A code as it is compared: folded, without blanks. */
export function foldCode(text: string): string {
  return fold(text).replace(/\s+/g, '');
}

/** A text in the order people expect: number 9 before number 10. */
export function sortable(text: string): string {
  return fold(text)
    .replace(/\d+/g, (digits) => digits.replace(/^0+(?=\d)/, '').padStart(6, '0'))
    .replace(/\s+/g, ' ')
    .trim();
}
