/**
 * Contents as files, each named after its SHA-256: the same content is there once.
 *
 * Invariant: a file has its name only when all of it is on the disk. It is written beside its place, fsynced, renamed,
 * and the folder fsynced, before `write` returns; what a crash leaves is a `.part`, which nobody reads and the next start
 * removes.
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { syncFolder } from '../runtime/durable-files.ts';

export interface ContentFiles {
  /** Keeps the bytes under their hash; durable when it returns. Throws the error of the system. */
  write(sha256: string, bytes: Uint8Array): void;
  /** The bytes as they are there now, or null when there are none. Throws the error of the system. */
  read(sha256: string): Uint8Array | null;
  /** Removes what a crash has left of a write that never ended; to be called when nobody writes. */
  clean(): void;
}

function writeDurably(file: string, bytes: Uint8Array): void {
  const handle = openSync(file, 'w');
  try {
    for (let at = 0; at < bytes.length;) at += writeSync(handle, bytes, at);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Makes a folder and those above it, each on the disk. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder, { recursive: true });
  syncFolder(dirname(folder));
}

/** Contents in `folder`, below the first two characters of their hash. */
export function contentFolder(folder: string): ContentFiles {
  const fileOf = (sha256: string) => join(folder, sha256.slice(0, 2), sha256);
  return {
    write(sha256, bytes) {
      const file = fileOf(sha256);
      makeFolder(dirname(file));
      try {
        writeDurably(`${file}.part`, bytes);
        renameSync(`${file}.part`, file);
      } catch (thrown) {
        // On a full disk it would take the room that is needed.
        rmSync(`${file}.part`, { force: true });
        throw thrown;
      }
      syncFolder(dirname(file));
    },
    read(sha256) {
      try {
        return readFileSync(fileOf(sha256));
      } catch (thrown) {
        if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw thrown;
      }
    },
    clean() {
      if (!existsSync(folder)) return;
      for (const entry of readdirSync(folder, { withFileTypes: true })) {
        if (!entry.isDirectory()) continue;
        const below = join(folder, entry.name);
        for (const name of readdirSync(below)) if (name.endsWith('.part')) rmSync(join(below, name));
      }
    },
  };
}

/** Contents in memory, for a simulation. */
export function contentMemory(): ContentFiles {
  const kept = new Map<string, Uint8Array>();
  return {
    write: (sha256, bytes) => void kept.set(sha256, bytes.slice()),
    read: (sha256) => kept.get(sha256) ?? null,
    clean: () => undefined,
  };
}
