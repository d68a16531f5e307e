/**
 * How entries of the history are chained.
 *
 * Frozen: a database in the field was chained like this, and must be found whole by every later program.
 */
import { hash } from 'node:crypto';

/** An entry as it is stored. */
export interface ChainedEntry {
  taskId: string;
  at: string;
  kind: string;
  by: string;
  detail: string;
}

/** What stands before the first entry. */
export const chainStart: Uint8Array = new Uint8Array(32);

/** The hash of an entry behind the one with the hash `previous`. JSON keeps each column apart from the next. */
export function entryHash(previous: Uint8Array, number: number, entry: ChainedEntry): Buffer {
  const { taskId, at, kind, by, detail } = entry;
  const before = Buffer.from(previous).toString('base64');
  return hash('sha256', JSON.stringify([before, number, taskId, at, kind, by, detail]), 'buffer');
}
