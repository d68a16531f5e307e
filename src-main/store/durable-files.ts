/** Files and folders brought to the disk itself. */
import { closeSync, fsyncSync, openSync } from 'node:fs';

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
