import { existsSync, truncateSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readLog } from '../../../../src-main/store/opening/salvage/write-ahead-log.ts';
import { openStore, type Store } from '../../../../src-main/store/store.ts';
import {
  bytesOf,
  copyOf,
  filledStore,
  garbage,
  needAllOrSaid,
  needSound,
  overwrite,
  pageSize,
} from '../../../support/damaged-store.ts';

function opened(file: string): Store {
  const store = openStore(file);
  onTestFinished(() => store.close());
  return store;
}

describe('a log that is damaged', () => {
  const frame = pageSize + 24;

  test('loses no edit of later transactions, and says when one may be lost', () => {
    const { file, acknowledged } = filledStore();
    // Behind these are frames of an earlier round of the log, which say nothing any more.
    const frames = readLog(`${copyOf(file)}-wal`, pageSize)?.frames.length ?? 0;
    expect(frames).toBeGreaterThan(20);
    for (let at = 0; at < frames - 12; at += 7) {
      const copy = copyOf(file);
      overwrite(`${copy}-wal`, 32 + at * frame, garbage(frame, at + 1));
      const store = openStore(copy);
      expect(store.salvage, `frame ${at}`).toMatchObject({ changesMayBeLost: true });
      needAllOrSaid(store, acknowledged);
      needSound(store, copy);
      store.close();
    }
  }, 60_000);

  test('of which nothing is left is said, never taken for an empty one', () => {
    const { file } = filledStore();
    const copy = copyOf(file);
    overwrite(`${copy}-wal`, 0, garbage(bytesOf(`${copy}-wal`).length));
    const store = opened(copy);
    expect(store.salvage).toMatchObject({ changesMayBeLost: true, cause: 'the write-ahead log is damaged' });
    expect(existsSync(join(dirname(copy), `${store.salvage?.setAsideAs}-wal`))).toBe(true);
  });

  test('whose last transaction was torn by a power cut is none', () => {
    const { file, acknowledged } = filledStore();
    const copy = copyOf(file);
    truncateSync(`${copy}-wal`, bytesOf(`${copy}-wal`).length - 100);
    const store = opened(copy);
    expect(store.salvage).toBeNull();
    expect(acknowledged.slice(0, -1).every(({ changeId }) => store.changes.get(changeId))).toBe(true);
  });
});
