/** The text of a file: from bytes, and where in it something stands. Pure. */

/** Both from 1; a column counts UTF-16 units, as editors do. */
export interface Place {
  line: number;
  column: number;
}

/** A text and what is no text in it. */
export interface Decoded {
  text: string;
  /** Bytes that are no UTF-8, one run a line: where, and the bytes as hexadecimal. */
  invalid: (Place & { bytes: string })[];
}

const shownBytes = 8;

/** How many bytes the character that begins at `at` takes; 0 when it is none (RFC 3629). */
function lengthAt(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  const length = first >= 0xc2 && first < 0xe0 ? 2 : first >= 0xe0 && first < 0xf0 ? 3 : 4;
  if (first < 0xc2 || first > 0xf4) return 0;
  const second = bytes[at + 1] ?? 0;
  // Overlong forms, halves of surrogate pairs, and what lies beyond Unicode.
  const least = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const most = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  if (second < least || second > most) return 0;
  for (let next = at + 2; next < at + length; next++) {
    const byte = bytes[next] ?? 0;
    if (byte < 0x80 || byte > 0xbf) return 0;
  }
  return length;
}

function invalidBytes(bytes: Uint8Array): Decoded['invalid'] {
  const found: Decoded['invalid'] = [];
  let line = 1;
  let column = 1;
  for (let at = 0; at < bytes.length;) {
    const length = lengthAt(bytes, at);
    if (length === 0 && found.at(-1)?.line !== line) {
      const run = [...bytes.subarray(at, at + shownBytes)];
      const end = run.findIndex((byte) => byte < 0x80);
      const hex = (end < 0 ? run : run.slice(0, end)).map((byte) => byte.toString(16).padStart(2, '0'));
      found.push({ line, column, bytes: hex.join(' ') });
    }
    if (bytes[at] === 0x0a) {
      line += 1;
      column = 0;
    }
    column += length === 4 ? 2 : 1;
    at += Math.max(1, length);
  }
  return found;
}

/** The text of a file in UTF-8, without its byte order mark. */
export function decode(bytes: Uint8Array): Decoded {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), invalid: [] };
  } catch {
    return { text: '', invalid: invalidBytes(bytes) };
  }
}

/** Tells the place of an offset into a text; lines end with LF, CRLF or CR. */
export function placesIn(text: string): (offset: number) => Place {
  const starts = [0, ...[...text.matchAll(/\r\n|\r|\n/g)].map((end) => end.index + end[0].length)];
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}

const longestShown = 60;

/** A value as a mistake shows it: on one line, and cut where it is long. */
export function shown(value: unknown): string {
  if (value === undefined) return '';
  const text = (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).replace(/\s+/g, ' ');
  const characters = Array.from(text);
  return characters.length <= longestShown ? text : `${characters.slice(0, longestShown - 1).join('')}…`;
}
