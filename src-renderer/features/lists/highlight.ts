/** Which parts of a text are what somebody searched for, compared as lists compare texts. Pure. */
import { fold } from '@contract/list/fold.ts';

export interface Part {
  text: string;
  hit: boolean;
}

/** The folded letters of a text, and for each the place of the letter it comes from. */
function folded(text: string): { letters: string; places: number[] } {
  let letters = '';
  const places: number[] = [];
  let at = 0;
  for (const letter of text) {
    const plain = fold(letter);
    letters += plain;
    for (let one = 0; one < plain.length; one++) places.push(at);
    at += letter.length;
  }
  places.push(text.length);
  return { letters, places };
}

/** Cuts a text where the words of a search begin and end in it. */
export function partsOf(text: string, search: string | null): Part[] {
  const words = fold(search ?? '')
    .split(/[\s,]+/)
    .filter((word) => word !== '');
  if (words.length === 0) return [{ text, hit: false }];
  const { letters, places } = folded(text);
  const hits = new Set<number>();
  for (const word of words) {
    for (let at = letters.indexOf(word); at >= 0; at = letters.indexOf(word, at + 1)) {
      for (let one = places[at] ?? 0; one < (places[at + word.length] ?? 0); one++) hits.add(one);
    }
  }
  const parts: Part[] = [];
  for (let at = 0; at < text.length; at++) {
    const hit = hits.has(at);
    const last = parts.at(-1);
    if (last?.hit === hit) last.text += text[at];
    else parts.push({ text: text.charAt(at), hit });
  }
  return parts;
}
