import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { contentMemory, type ContentFiles } from '../../../src-main/store/content-files.ts';
import { openStore } from '../../../src-main/store/store.ts';
import { photoBytes } from '../../support/attachments.ts';
import { testFolder } from '../../support/sync-context.ts';

const at = '2026-11-23T08:00:00.000Z';

function open(folder: string, files?: ContentFiles) {
  const store = openStore(join(folder, 'patchdesk.sqlite'), files);
  onTestFinished(() => store.close());
  return store;
}

const fileOf = (folder: string, sha256: string) => join(folder, 'attachments', sha256.slice(0, 2), sha256);

describe('the contents of attachments', () => {
  test('lie under their hash and come back byte for byte after a restart', () => {
    const folder = testFolder();
    const bytes = photoBytes();
    const store = openStore(join(folder, 'patchdesk.sqlite'));
    const facts = store.attachments.keep(bytes);
    store.transact(() => store.attachments.record(facts, at));
    store.close();
    expect(readFileSync(fileOf(folder, facts.sha256))).toEqual(Buffer.from(bytes));
    const read = open(folder).attachments.read(facts.sha256);
    expect(read.kind === 'content' && Buffer.from(read.bytes)).toEqual(Buffer.from(bytes));
  });

  test('a crash between file and row leaves nothing to be read, and the next try completes it', () => {
    const folder = testFolder();
    const bytes = photoBytes();
    const before = openStore(join(folder, 'patchdesk.sqlite'));
    const facts = before.attachments.keep(bytes);
    expect(() =>
      before.transact(() => {
        before.attachments.record(facts, at);
        throw new Error('killed');
      }),
    ).toThrow('killed');
    before.close();
    const after = open(folder);
    expect(after.attachments.read(facts.sha256)).toEqual({ kind: 'none' });
    after.attachments.keep(bytes);
    after.transact(() => after.attachments.record(facts, at));
    expect(after.attachments.read(facts.sha256).kind).toBe('content');
  });

  test('a crash while a file is written leaves a part, never the name', () => {
    const folder = testFolder();
    const bytes = photoBytes();
    const { sha256 } = open(testFolder()).attachments.keep(bytes);
    const file = fileOf(folder, sha256);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.part`, bytes.slice(0, 3));
    open(folder).attachments.keep(bytes);
    expect(readdirSync(dirname(file))).toEqual([sha256]);
    expect(readFileSync(file)).toEqual(Buffer.from(bytes));
  });

  test.each([
    ['is gone', (file: string) => rmSync(file)],
    ['is cut', (file: string) => writeFileSync(file, photoBytes(10))],
    ['is altered', (file: string) => writeFileSync(file, photoBytes(2_000, 2))],
  ])('a file that %s is damaged, not a crash', (_what, harm) => {
    const folder = testFolder();
    const store = open(folder);
    const facts = store.attachments.keep(photoBytes());
    store.transact(() => store.attachments.record(facts, at));
    harm(fileOf(folder, facts.sha256));
    expect(store.attachments.read(facts.sha256)).toEqual({ kind: 'damaged' });
  });

  test('a disk that is full is said as such', () => {
    const full = Object.assign(new Error('no space left'), { code: 'ENOSPC' });
    const files: ContentFiles = {
      ...contentMemory(),
      write: () => {
        throw full;
      },
    };
    expect(() => open(testFolder(), files).attachments.keep(photoBytes())).toThrow(
      expect.objectContaining({ code: 'STORE_FULL', detail: { reason: 'ENOSPC' } }),
    );
  });
});
