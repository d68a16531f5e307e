/**
 * The journal: facts appended to a file, one JSON line each, so that the network survives a hard kill.
 *
 * Invariants: lines are only ever appended; a batch is on the disk (fsync) before `settled` resolves; only the last
 * line can be torn, and what was torn is set aside, not thrown away; after a write error nothing is written any
 * more and `settled` rejects for good.
 */
import { mkdir, open, readFile, truncate, writeFile, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { parseInput } from '../../contract/errors.ts';
import { Entry } from './entries.ts';

export interface Journal {
  /** Appends a fact. It is not on the disk before `settled` says so. */
  append(entry: Entry): void;
  /** Resolves when everything appended so far is on the disk; rejects when it can't be written. */
  settled(): Promise<void>;
  /** Writes what is left and closes the file. */
  close(): Promise<void>;
}

/** A journal with what it held when it was opened. */
export interface OpenedJournal {
  journal: Journal;
  entries: Entry[];
  /** Bytes of a torn last line that were set aside. */
  tornBytes: number;
}

/** A journal that keeps nothing: for a network that lives as long as its process. */
export function memoryJournal(): OpenedJournal {
  const journal: Journal = {
    append: () => undefined,
    settled: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
  return { journal, entries: [], tornBytes: 0 };
}

const newline = 0x0a;

async function contentOf(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0);
    throw thrown;
  }
}

/** The entries of a file, and where the last whole line ends. */
function readLines(content: Buffer, file: string): { entries: Entry[]; wholeBytes: number } {
  const wholeBytes = content.lastIndexOf(newline) + 1;
  const lines = content.subarray(0, wholeBytes).toString('utf8').split('\n').slice(0, -1);
  return {
    entries: lines.map((line, at) => parseInput(Entry, JSON.parse(line), `${file}, line ${at + 1}`)),
    wholeBytes,
  };
}

/** Lines that come while others are being written wait together: however many they are, it is one fsync. */
function journalOn(handle: FileHandle): Journal {
  let waiting: string[] | null = null;
  let written: Promise<void> = Promise.resolve();

  function newBatch(): string[] {
    const lines: string[] = [];
    written = written.then(async () => {
      waiting = null;
      await handle.appendFile(lines.join(''));
      await handle.datasync();
    });
    written.catch(() => undefined); // whoever waits for it is told; nobody may be waiting
    return lines;
  }

  return {
    append(entry) {
      waiting ??= newBatch();
      waiting.push(`${JSON.stringify(entry)}\n`);
    },
    settled: () => written,
    async close() {
      try {
        await written;
      } finally {
        await handle.close();
      }
    },
  };
}

/**
 * Opens the journal `name` in `dir`, both made when missing. A last line without its end (the process was killed
 * while writing it) is moved to `<name>.torn`. Throws INPUT_INVALID or SyntaxError when any other line is no entry:
 * such a file is not guessed at.
 */
export async function openJournal(dir: string, name: string): Promise<OpenedJournal> {
  await mkdir(dir, { recursive: true });
  const file = join(dir, name);
  const content = await contentOf(file);
  const { entries, wholeBytes } = readLines(content, name);
  const torn = content.subarray(wholeBytes);
  if (torn.length > 0) {
    await writeFile(`${file}.torn`, torn, { flag: 'a' });
    await truncate(file, wholeBytes);
  }
  return { journal: journalOn(await open(file, 'a')), entries, tornBytes: torn.length };
}
