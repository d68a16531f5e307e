/** The fibres a task is about, and the rows of a list that hold what was measured at each. Pure. */
import { read } from '../pointer.ts';

type FibreNumber = string | number;

export interface FibreRow {
  fibre: FibreNumber;
  /** Its number, and which of several with that number it is: `1`, `1 (2)`. */
  name: string;
  /** Its place in the list: where it stands, or where it comes to stand once something is filled in. */
  at: number;
  /** Undefined as long as nothing was filled in. */
  row: unknown;
}

/** A list in a document; empty when there is none. */
export function listAt(document: unknown, field: string): unknown[] {
  const list = read(document, field);
  return Array.isArray(list) ? (list as unknown[]) : [];
}

/** The number that a connection or a row has; null when it has none. */
export function fibreNumberOf(of: unknown): FibreNumber | null {
  const fibre = read(of, '/fibre');
  return typeof fibre === 'string' || typeof fibre === 'number' ? fibre : null;
}

/**
 * As its connections number them; one that has no number gets the first that is free from its place on. The list of
 * several is empty for a single one.
 */
export function fibreNumbers(document: unknown): FibreNumber[] {
  const several = listAt(document, '/ConnectionMultiInfo');
  const connections = several.length > 0 ? several : [read(document, '/ConnectionInfo')];
  const taken = new Set(connections.map((connection) => String(fibreNumberOf(connection))));
  return connections.map((connection, at) => {
    const known = fibreNumberOf(connection);
    if (known !== null) return known;
    let free = at + 1;
    while (taken.has(String(free))) free++;
    taken.add(String(free));
    return free;
  });
}

/**
 * The row of each fibre of the task in the list at `field`; rows of other fibres are left out. A number is one of its
 * tube only: of several fibres with one number the first has the first row with it, and so on.
 */
export function fibreRows(document: unknown, field: string): FibreRow[] {
  const list = listAt(document, field);
  const before = new Map<string, number>();
  let next = list.length;
  return fibreNumbers(document).map((fibre) => {
    const number = String(fibre);
    const nth = before.get(number) ?? 0;
    before.set(number, nth + 1);
    const name = nth === 0 ? number : `${number} (${nth + 1})`;
    const at = [...list.keys()].filter((place) => String(fibreNumberOf(list[place])) === number)[nth];
    return at === undefined
      ? { fibre, name, at: next++, row: undefined }
      : { fibre, name, at, row: list[at] };
  });
}
