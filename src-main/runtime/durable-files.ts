/** Files and folders brought to the disk itself. */
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** All of a file is on the disk when this returns. Throws the error of the system. */
export function syncFile(file: string): void {
  const handle = openSync(file, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** The names in a folder are on the disk when this returns. Throws the error of the system. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return; // a folder can't be opened there; its entries are written through
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/**
 * Writes a file whole or not at all: who reads it, even after a power cut, finds the text before or this one. Creates
 * the folder. Throws the error of the system.
 */
export function replaceFile(file: string, text: string, mode = 0o600): void {
  const folder = dirname(file);
  mkdirSync(folder, { recursive: true });
  const fresh = `${file}.new`;
  writeFileSync(fresh, text, { mode });
  syncFile(fresh);
  renameSync(fresh, file);
  syncFolder(folder);
}
