/** Walks over the tables and indexes of a damaged database, as far as they can be read. */
import { kinds, rowAt, treePage, type Row } from './cells.ts';
import type { Pages } from './pages.ts';

export interface Walked {
  rows: Row[];
  /** Cells and pages that should have been readable. */
  unreadable: number;
}

/**
 * Every row below a root, page by page; each page that was reached is added to `reached`. A damaged page costs what is
 * below it only.
 */
export function* walk(pages: Pages, root: number, reached: Set<number>): Generator<Walked> {
  const waiting = [root];
  for (let number = waiting.pop(); number !== undefined; number = waiting.pop()) {
    if (reached.has(number)) continue;
    const page = treePage(pages, number);
    if (!page) {
      yield { rows: [], unreadable: 1 };
      continue;
    }
    reached.add(number);
    const { kind, bytes, cells, last } = page;
    if (kind === kinds.tableInner || kind === kinds.indexInner) {
      waiting.push(last, ...cells.map((cell) => bytes.readUInt32BE(cell)).reverse());
    }
    if (kind === kinds.tableInner) continue;
    const rows = cells.map((cell) => rowAt(pages, page, cell));
    const readable = rows.filter((row) => row !== null);
    yield { rows: readable, unreadable: rows.length - readable.length };
  }
}

/** Rows of tables on pages that no walk has reached and that are in use, as far as known. */
export function* strayRows(pages: Pages, reached: ReadonlySet<number>): Generator<Row> {
  const free = pages.free();
  for (let number = 1; number <= pages.count; number++) {
    if (reached.has(number) || free.has(number)) continue;
    const page = treePage(pages, number);
    if (page?.kind !== kinds.tableLeaf) continue;
    for (const cell of page.cells) {
      const row = rowAt(pages, page, cell);
      if (row) yield row;
    }
  }
}

/** Where the tables and indexes begin, by name; what can't be read is missing. */
export function rootsOf(pages: Pages): { roots: Map<string, number>; reached: Set<number> } {
  const roots = new Map<string, number>();
  const reached = new Set<number>();
  if (!pages.hasHead) return { roots, reached };
  for (const { rows } of walk(pages, 1, reached)) {
    for (const { values } of rows) {
      const [, name, , root] = values;
      if (typeof name === 'string' && typeof root === 'number' && root > 0) roots.set(name, root);
    }
  }
  return { roots, reached };
}
