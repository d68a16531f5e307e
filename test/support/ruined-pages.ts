/** Pages of a database that are overwritten, as a failing disk would. */
import Database from 'better-sqlite3';
import { closeSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import { mulberry32 } from '../../src-main/sandbox/seed/chance.ts';

export const pageSize = 4096;

/** Bytes of no meaning. */
export function garbage(size: number, seed = 1): Buffer {
  const random = mulberry32(seed);
  return Buffer.from(Array.from({ length: size }, () => Math.floor(random() * 256)));
}

export function overwrite(file: string, offset: number, bytes: Buffer): void {
  const handle = openSync(file, 'r+');
  try {
    writeSync(handle, bytes, 0, bytes.length, offset);
  } finally {
    closeSync(handle);
  }
}

/** Overwrites a page, numbered from 1. */
export function ruinPage(file: string, page: number, seed = page): void {
  overwrite(file, (page - 1) * pageSize, garbage(pageSize, seed));
}

export const pagesOf = (file: string): number => statSync(file).size / pageSize;
export const bytesOf = (file: string): Buffer => readFileSync(file);

/** The pages that hold rows of a table, in their order; of a database that was closed. */
export function leavesOf(file: string, table: string): number[] {
  const db = new Database(file, { readonly: true });
  try {
    return db
      .prepare<[string], number>(
        "select pageno from dbstat where name = ? and pagetype = 'leaf' order by pageno",
      )
      .pluck()
      .all(table);
  } finally {
    db.close();
  }
}
