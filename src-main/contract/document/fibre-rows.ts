/** The fibres a task is about, and the rows of a list that hold what was measured at each. Pure. */
import { read } from '../pointer.ts';

type FibreNumber = string | number;

export interface FibreRow {
  fibre: FibreNumber;
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

const numberOf = (of: unknown): FibreNumber | null => {
  const fibre = read(of, '/fibre');
  return typeof fibre === 'string' || typeof fibre === 'number' ? fibre : null;
};

/** As its connections number them, one by one where they don't; the list of several is empty for a single one. */
export function fibreNumbers(document: unknown): FibreNumber[] {
  const several = listAt(document, '/ConnectionMultiInfo');
  const connections = several.length > 0 ? several : [read(document, '/ConnectionInfo')];
  return connections.map((connection, at) => numberOf(connection) ?? at + 1);
}

/** The row of each fibre of the task in the list at `field`; rows of other fibres are left out. */
export function fibreRows(document: unknown, field: string): FibreRow[] {
  const list = listAt(document, field);
  let next = list.length;
  return fibreNumbers(document).map((fibre) => {
    const at = list.findIndex((row) => String(numberOf(row)) === String(fibre));
    return at < 0 ? { fibre, at: next++, row: undefined } : { fibre, at, row: list[at] };
  });
}
