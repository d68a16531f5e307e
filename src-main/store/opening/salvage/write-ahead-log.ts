/**
 * A write-ahead log, read without SQLite, which takes everything behind a damaged frame for never written.
 *
 * The layout is that of https://sqlite.org/fileformat2.html#walformat. The sum of a frame begins with that of the frame
 * before it, which stands in the file: so each frame can be verified for itself, also behind a damaged one.
 */
import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';

const headSize = 32;
const frameHeadSize = 24;
/** With the lowest bit set the sums are big-endian. */
const magic = 0x377f0682;

export interface Frame {
  page: number;
  /** Where its page begins in the file of the log. */
  offset: number;
  /** Whether a transaction ends with it. */
  commits: boolean;
}

export interface LogReading {
  pageSize: number;
  /** What was committed and can be read, in the order of writing. */
  frames: Frame[];
  /** Whether something that was acknowledged can not be read. A transaction that was torn by a power cut is none. */
  damaged: boolean;
}

type Sum = readonly [number, number];

function sumOf(bytes: Buffer, from: Sum, bigEndian: boolean): Sum {
  let [one, other] = from;
  const word = (at: number) => (bigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at));
  for (let at = 0; at + 8 <= bytes.length; at += 8) {
    one = (one + word(at) + other) >>> 0;
    other = (other + word(at + 4) + one) >>> 0;
  }
  return [one, other];
}

const storedSum = (head: Buffer, at: number): Sum => [head.readUInt32BE(at), head.readUInt32BE(at + 4)];
const same = (one: Sum, other: Sum): boolean => one[0] === other[0] && one[1] === other[1];

interface Found extends Frame {
  salt: Sum;
  verified: boolean;
}

/** Every place of a frame in the file, whatever is in it. */
function framesIn(handle: number, size: number, pageSize: number, head: Buffer): Found[] {
  const bigEndian = (head.readUInt32BE(0) & 1) === 1 && head.readUInt32BE(0) >>> 1 === magic >>> 1;
  const found: Found[] = [];
  const frame = Buffer.alloc(frameHeadSize + pageSize);
  let before = storedSum(head, 24);
  for (let at = headSize; at + frame.length <= size; at += frame.length) {
    readSync(handle, frame, 0, frame.length, at);
    const sum = sumOf(
      frame.subarray(frameHeadSize),
      sumOf(frame.subarray(0, 8), before, bigEndian),
      bigEndian,
    );
    before = storedSum(frame, 16);
    found.push({
      page: frame.readUInt32BE(0),
      offset: at + frameHeadSize,
      commits: frame.readUInt32BE(4) !== 0,
      salt: storedSum(frame, 8),
      verified: same(sum, before),
    });
  }
  return found;
}

/** Up to the last commit: what comes behind was never acknowledged. */
function committed(frames: Found[]): Found[] {
  return frames.slice(0, frames.findLastIndex(({ commits }) => commits) + 1);
}

/**
 * Whether more than the last transaction is behind the damaged frame: the next one is only written once the one
 * before it is on the disk, so that a power cut never leaves this.
 */
function losesAcknowledged(frames: readonly Found[], bad: number, salt: Sum): boolean {
  const behind = frames.slice(bad).filter((frame) => frame.verified && same(frame.salt, salt));
  const ends = behind.findIndex(({ commits }) => commits);
  return ends >= 0 && ends < behind.length - 1;
}

function read(handle: number, pageSizeElse: number): LogReading | null {
  const { size } = fstatSync(handle);
  if (size < headSize) return null;
  const head = Buffer.alloc(headSize);
  readSync(handle, head, 0, headSize, 0);
  const isLog = head.readUInt32BE(0) >>> 1 === magic >>> 1;
  const bigEndian = (head.readUInt32BE(0) & 1) === 1;
  const whole = isLog && same(sumOf(head.subarray(0, 24), [0, 0], bigEndian), storedSum(head, 24));
  const pageSize = whole ? head.readUInt32BE(8) : pageSizeElse;
  const frames = framesIn(handle, size, pageSize, head);
  const salt = whole ? storedSum(head, 16) : frames.find(({ verified }) => verified)?.salt;
  if (!salt) return frames.length === 0 ? null : { pageSize, frames: [], damaged: !whole };
  const isOurs = (frame: Found) => same(frame.salt, salt);
  const bad = frames.findIndex((frame) => !frame.verified || !isOurs(frame));
  const damaged = !whole || (bad >= 0 && losesAcknowledged(frames, bad, salt));
  const sound = damaged || bad < 0 ? frames : frames.slice(0, bad);
  // The sum before the first frame went with the head: its rows are looked at like all others.
  const readable = sound.filter((frame, at) => isOurs(frame) && (frame.verified || (at === 0 && !whole)));
  return { pageSize, frames: committed(readable), damaged };
}

/** What the log of a database holds; null when there is none. `pageSizeElse` holds where the log does not say it. */
export function readLog(file: string, pageSizeElse: number): LogReading | null {
  if (!existsSync(file)) return null;
  const handle = openSync(file, 'r');
  try {
    return read(handle, pageSizeElse);
  } finally {
    closeSync(handle);
  }
}
