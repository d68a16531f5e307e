/**
 * Rows out of pages, read without SQLite: https://sqlite.org/fileformat2.html#b_tree_pages.
 *
 * Invariant: whatever is in a page, reading it ends, and what makes no sense is reported as unreadable, never thrown.
 */
import type { Pages } from './pages.ts';

export type Value = null | number | string | Buffer;

export interface Row {
  rowid: number;
  values: Value[];
}

/** Kinds of pages by their first byte. */
export const kinds = { tableLeaf: 0x0d, tableInner: 0x05, indexLeaf: 0x0a, indexInner: 0x02 } as const;

/** Thrown inside this file only. */
class Unreadable extends Error {}

function varint(bytes: Buffer, at: number): [value: number, next: number] {
  let value = 0;
  for (let length = 0; length < 9; length++) {
    const byte = bytes[at + length];
    if (byte === undefined) throw new Unreadable('cut');
    if (length === 8) return [value * 256 + byte, at + 9];
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return [value, at + length + 1];
  }
  throw new Unreadable('number');
}

const integerSizes = [0, 1, 2, 3, 4, 6, 8];

function valueAt(bytes: Buffer, at: number, type: number): [value: Value, next: number] {
  const size = type >= 12 ? Math.floor((type - 12) / 2) : type === 7 ? 8 : (integerSizes[type] ?? 0);
  if (at + size > bytes.length || type === 10 || type === 11) throw new Unreadable('value');
  const next = at + size;
  if (type === 0) return [null, next];
  if (type === 7) return [bytes.readDoubleBE(at), next];
  if (type === 8 || type === 9) return [type - 8, next];
  if (type === 6) return [Number(bytes.readBigInt64BE(at)), next];
  if (type < 7) return [bytes.readIntBE(at, size), next];
  if (type % 2 === 0) return [Buffer.from(bytes.subarray(at, next)), next];
  return [bytes.toString('utf8', at, next), next];
}

function record(payload: Buffer): Value[] {
  const [headSize, first] = varint(payload, 0);
  const values: Value[] = [];
  let [at, body] = [first, headSize];
  while (at < headSize) {
    const [type, next] = varint(payload, at);
    const [value, end] = valueAt(payload, body, type);
    values.push(value);
    [at, body] = [next, end];
  }
  if (body !== payload.length) throw new Unreadable('length');
  return values;
}

/** The content of a cell, the part on other pages included. */
function payloadAt(pages: Pages, bytes: Buffer, at: number, size: number, most: number): Buffer {
  const { usable } = pages;
  if (size > pages.count * usable) throw new Unreadable('size');
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const rest = least + ((size - least) % (usable - 4));
  const local = size <= most ? size : rest <= most ? rest : least;
  if (at + local > bytes.length) throw new Unreadable('cut');
  const parts = [bytes.subarray(at, at + local)];
  let missing = size - local;
  let next = missing > 0 ? bytes.readUInt32BE(at + local) : 0;
  while (missing > 0) {
    if (next < 1 || next > pages.count) throw new Unreadable('overflow');
    const page = pages.page(next);
    parts.push(page.subarray(4, 4 + Math.min(missing, usable - 4)));
    missing -= Math.min(missing, usable - 4);
    next = page.readUInt32BE(0);
  }
  if (next !== 0) throw new Unreadable('overflow');
  return Buffer.concat(parts);
}

/** A page of a b-tree: its kind, and where its cells are; null for any other page. */
export interface TreePage {
  kind: number;
  bytes: Buffer;
  cells: number[];
  /** The page behind the last cell, for pages that lead on. */
  last: number;
}

/** Reads a page as one of a b-tree; null when it is none. */
export function treePage(pages: Pages, number: number): TreePage | null {
  if (number < 1 || number > pages.count) return null;
  const bytes = pages.page(number);
  const start = number === 1 ? 100 : 0;
  const kind = bytes.readUInt8(start);
  if (!Object.values<number>(kinds).includes(kind)) return null;
  const inner = kind === kinds.tableInner || kind === kinds.indexInner;
  const cellCount = bytes.readUInt16BE(start + 3);
  const pointers = start + (inner ? 12 : 8);
  if (pointers + 2 * cellCount > bytes.length) return null;
  const cells = Array.from({ length: cellCount }, (_, at) => bytes.readUInt16BE(pointers + 2 * at));
  if (cells.some((cell) => cell < pointers + 2 * cellCount || cell > bytes.length - 4)) return null;
  return { kind, bytes, cells, last: inner ? bytes.readUInt32BE(start + 8) : 0 };
}

/** The row of a cell of a leaf of a table, or of any page of an index (without a rowid); null when it can't be read. */
export function rowAt(pages: Pages, { kind, bytes }: TreePage, cell: number): Row | null {
  try {
    if (kind === kinds.tableLeaf) {
      const [size, next] = varint(bytes, cell);
      const [rowid, content] = varint(bytes, next);
      return { rowid, values: record(payloadAt(pages, bytes, content, size, pages.usable - 35)) };
    }
    const [size, content] = varint(bytes, kind === kinds.indexInner ? cell + 4 : cell);
    const most = Math.floor(((pages.usable - 12) * 64) / 255) - 23;
    return { rowid: 0, values: record(payloadAt(pages, bytes, content, size, most)) };
  } catch (thrown) {
    // Past the end of a page is as unreadable as what we found ourselves.
    if (thrown instanceof Unreadable || thrown instanceof RangeError) return null;
    throw thrown;
  }
}
