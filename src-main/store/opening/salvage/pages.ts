/**
 * The pages of a database as they were last committed, read without SQLite: from the log where they are in it.
 *
 * Nothing is written, and a page that is damaged is handed out as it is.
 */
import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import { readLog } from './write-ahead-log.ts';

/** What SQLite takes unless it is told otherwise; we never did. */
const usualPageSize = 4096;
const fileHead = 'SQLite format 3\0';

export interface Pages {
  /** Bytes of a page that hold content. */
  usable: number;
  /** Pages are numbered from 1 to this. */
  count: number;
  /** Whether the first page says what it should. */
  hasHead: boolean;
  /** The number of the last migration, or null when that can't be read. */
  schema: number | null;
  /** Whether something that was acknowledged in the log can not be read. */
  logDamaged: boolean;
  page(number: number): Buffer;
  /** Pages on the list of those not in use, as far as it can be read. */
  free(): Set<number>;
  close(): void;
}

const isHead = (page: Buffer): boolean => page.toString('latin1', 0, 16) === fileHead;

function pageSizeOf(head: Buffer): number {
  const size = isHead(head) ? head.readUInt16BE(16) : usualPageSize;
  return size === 1 ? 65536 : size;
}

/** Opens the pages of a database file, which may be damaged, cut or gone. Throws the error of the system. */
export function openPages(file: string): Pages {
  const handle = existsSync(file) ? openSync(file, 'r') : null;
  const fileSize = handle === null ? 0 : fstatSync(handle).size;
  const head = Buffer.alloc(100);
  if (handle !== null) readSync(handle, head, 0, 100, 0);
  const logFile = `${file}-wal`;
  const log = readLog(logFile, pageSizeOf(head));
  const size = log?.pageSize ?? pageSizeOf(head);
  const inLog = new Map((log?.frames ?? []).map(({ page, offset }) => [page, offset]));
  const logHandle = log ? openSync(logFile, 'r') : null;
  const count = [...inLog.keys()].reduce((most, page) => Math.max(most, page), Math.ceil(fileSize / size));

  function page(number: number): Buffer {
    const bytes = Buffer.alloc(size);
    const offset = inLog.get(number);
    if (offset !== undefined && logHandle !== null) readSync(logHandle, bytes, 0, size, offset);
    else if (handle !== null) readSync(handle, bytes, 0, size, (number - 1) * size);
    return bytes;
  }

  const first = page(1);
  const hasHead = isHead(first);

  function free(): Set<number> {
    const found = new Set<number>();
    let trunk = hasHead ? first.readUInt32BE(32) : 0;
    while (trunk > 0 && trunk <= count && !found.has(trunk)) {
      found.add(trunk);
      const bytes = page(trunk);
      const leaves = Math.min(bytes.readUInt32BE(4), size / 4 - 2);
      for (let at = 0; at < leaves; at++) found.add(bytes.readUInt32BE(8 + 4 * at));
      trunk = bytes.readUInt32BE(0);
    }
    return found;
  }

  return {
    usable: size - (hasHead ? first.readUInt8(20) : 0),
    count,
    hasHead,
    schema: hasHead ? first.readUInt32BE(60) : null,
    logDamaged: log?.damaged ?? false,
    page,
    free,
    close() {
      if (handle !== null) closeSync(handle);
      if (logHandle !== null) closeSync(logHandle);
    },
  };
}
