import Database from 'better-sqlite3';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { PatchdeskError } from '../../../../src-main/contract/errors.ts';
import { contentFolder, contentMemory } from '../../../../src-main/store/content-files.ts';
import { openDatabase } from '../../../../src-main/store/opening/open-database.ts';
import { openStore, storeOn } from '../../../../src-main/store/store.ts';
import { addAttachment } from '../../../../src-main/sync/attachments.ts';
import { edit } from '../../../../src-main/sync/outbox.ts';
import { photoBytes } from '../../../support/attachments.ts';
import { changeIdOf } from '../../../support/damaged-store.ts';
import { patchInstall, taskId } from '../../../support/documents.ts';
import { syncContext, testFolder, type TestContext } from '../../../support/sync-context.ts';
import { startOfTime } from '../../../support/surroundings.ts';

const remark = (number: number) => ({
  work: { patch: { patchCordLabel: `${number} ${'x'.repeat(20_000)}` } },
});

/** Edits until one is refused; returns how many were answered. */
function editUntilRefused(context: TestContext): { answered: number; refusal: unknown } {
  for (let number = 1; number < 2000; number++) {
    try {
      edit(context, changeIdOf(number), taskId, remark(number));
    } catch (thrown) {
      return { answered: number - 1, refusal: thrown };
    }
  }
  throw new Error('the disk was never full');
}

function needAnswered(context: TestContext, answered: number): void {
  const numbers = Array.from({ length: answered }, (_, at) => at + 1);
  for (const number of numbers) {
    expect(context.store.changes.get(changeIdOf(number))?.patch).toEqual(remark(number));
  }
  expect(context.store.changes.get(changeIdOf(answered + 1))).toBeNull();
  expect(context.store.history.verify()).toBeNull();
}

const full = expect.objectContaining({ code: 'STORE_FULL' }) as unknown;

describe('a database that may not grow', () => {
  test('refuses edits by name, keeps what was answered, and goes on when there is room', () => {
    const folder = testFolder();
    syncContext([patchInstall()], folder).store.close();
    const file = join(folder, 'patchdesk.sqlite');
    const surroundings = { now: () => startOfTime, newId: () => 'never' };
    const opened = openDatabase(file, { contents: contentMemory(), surroundings, neighbour: '' });
    const pages = opened.db.pragma('page_count', { simple: true }) as number;
    opened.db.pragma(`max_page_count = ${pages + 200}`);
    const context = { ...syncContext([], testFolder()), store: storeOn(opened, file, contentMemory()) };
    const { answered, refusal } = editUntilRefused(context);
    expect(refusal).toEqual(full);
    expect(answered).toBeGreaterThan(1);
    needAnswered(context, answered);
    opened.db.pragma('max_page_count = 100000');
    edit(context, changeIdOf(answered + 1), taskId, remark(answered + 1));
    context.store.close();
    needAnswered(syncContext([], folder), answered + 1);
  });
});

/** A disk of its own, of so many bytes; null where this process may not mount one. */
function smallDisk(bytes: number): string | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null;
  const folder = testFolder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'patchdesk-test', folder], {
      stdio: 'ignore',
    });
  } catch {
    return null;
  }
  onTestFinished(() => void execFileSync('umount', ['-l', folder]));
  return folder;
}

describe('a disk that is really full', () => {
  test('refuses edits by name, keeps what was answered, and goes on when there is room', ({ skip }) => {
    const folder = smallDisk(6_000_000);
    if (folder === null) return skip('no disk can be mounted here; the test before this one holds');
    const ballast = join(folder, 'ballast');
    const context = syncContext([patchInstall()], folder);
    writeFileSync(ballast, Buffer.alloc(2_500_000));
    const { answered, refusal } = editUntilRefused(context);
    expect(refusal).toEqual(full);
    needAnswered(context, answered);
    rmSync(ballast);
    edit(context, changeIdOf(answered + 1), taskId, remark(answered + 1));
    context.store.close();
    needAnswered(syncContext([], folder), answered + 1);
  });

  test('has no room for the copy before a migration: said, and nothing is touched', ({ skip }) => {
    const folder = smallDisk(3_000_000);
    if (folder === null)
      return skip('no disk can be mounted here; a copy that can not be made is tried elsewhere');
    const file = join(folder, 'patchdesk.sqlite');
    const old = new Database(file);
    old.pragma('journal_mode = WAL');
    old.exec(readFileSync(join(import.meta.dirname, '../../../support/frozen-schemas/0004.sql'), 'utf8'));
    old.prepare('update rule_file set content = ?').run(Buffer.alloc(1_000_000));
    old.close();
    writeFileSync(join(folder, 'ballast'), Buffer.alloc(1_200_000));
    const before = readFileSync(file);
    expect(() => openStore(file)).toThrow(
      expect.objectContaining({
        code: 'STORE_FULL',
        detail: { reason: expect.stringContaining('copy before a migration') as string },
      }),
    );
    expect(readFileSync(file)).toEqual(before);
    expect(readdirSync(folder).sort()).toEqual(['ballast', 'patchdesk.sqlite']);
    rmSync(join(folder, 'ballast'));
    openStore(file).close();
  });
});

describe('an attachment', () => {
  const names = (folder: string): string[] =>
    existsSync(folder) ? readdirSync(folder, { recursive: true }).map(String) : [];

  test.runIf(existsSync('/dev/full'))('that a full disk did not take is not answered', () => {
    const folder = testFolder();
    const context = syncContext([patchInstall()], folder);
    const bytes = photoBytes();
    // What is written to this device fails as on a full disk, for real.
    const sha256 = context.store.attachments.keep(bytes).sha256;
    const place = join(folder, 'attachments', sha256.slice(0, 2));
    rmSync(join(place, sha256));
    symlinkSync('/dev/full', join(place, `${sha256}.part`));
    const file = { changeId: changeIdOf(1), taskId, fileName: 'odf.jpg', bytes };
    expect(() => addAttachment(context, file)).toThrow(expect.objectContaining({ code: 'STORE_FULL' }));
    expect(context.store.changes.get(file.changeId)).toBeNull();
    expect(readdirSync(place)).toEqual([]);
    addAttachment(context, file);
    expect(context.store.attachments.read(sha256)).toMatchObject({ kind: 'content' });
  });

  test('that was being written when the program ended is not read, and is removed by the next start', () => {
    const folder = testFolder();
    const first = syncContext([patchInstall()], folder);
    const { sha256 } = first.store.attachments.keep(photoBytes());
    first.store.transact(() =>
      first.store.attachments.record({ sha256, size: 2000 }, '2026-11-23T08:00:00Z'),
    );
    first.store.close();
    const contents = join(folder, 'attachments');
    const other = 'ff'.repeat(32);
    mkdirSync(join(contents, 'ff'), { recursive: true });
    writeFileSync(join(contents, 'ff', `${other}.part`), 'half of it');
    expect(contentFolder(contents).read(other)).toBeNull();
    const { store } = syncContext([], folder);
    expect(names(contents).filter((name) => name.endsWith('.part'))).toEqual([]);
    expect(names(contents).some((name) => name.endsWith(sha256))).toBe(true);
    expect(store.attachments.read(sha256)).toMatchObject({ kind: 'content' });
  });
});

/** What opening and editing say to somebody who may only read, in a process of their own. */
const asNobody = `
  import { pathToFileURL } from 'node:url';
  const [root, file] = process.argv.slice(1);
  const { openStore } = await import(pathToFileURL(root + '/src-main/store/store.ts').href);
  if (process.getuid?.() === 0) { process.setgid(65534); process.setuid(65534); }
  let store;
  try {
    store = openStore(file);
    store.transact(() => store.ruleFiles.settle('x'));
    console.log('written');
  } catch (thrown) {
    console.log(JSON.stringify(thrown.failure ?? String(thrown)));
  }
`;

function codeAsNobody(file: string): unknown {
  const root = join(import.meta.dirname, '../../../..');
  const said = execFileSync(process.execPath, ['--input-type=module', '-e', asNobody, root, file], {
    encoding: 'utf8',
  });
  const failure = JSON.parse(said) as { code?: unknown };
  return failure.code;
}

describe.runIf(process.platform !== 'win32')('a place that may only be read', () => {
  function readable(folder: string, mode: number): string {
    const { store } = syncContext([patchInstall()], folder);
    store.close();
    const file = join(folder, 'patchdesk.sqlite');
    if (process.getuid?.() === 0) chownSync(folder, 0, 0);
    chmodSync(file, 0o444);
    chmodSync(folder, mode);
    onTestFinished(() => chmodSync(folder, 0o777));
    return file;
  }

  test('a folder is said as such', () => {
    expect(codeAsNobody(readable(testFolder(), 0o555))).toBe('STORE_READ_ONLY');
  });

  test('a file is said as such', () => {
    expect(codeAsNobody(readable(testFolder(), 0o777))).toBe('STORE_READ_ONLY');
  });

  test('a folder in which none can be made is said as such', () => {
    const folder = testFolder();
    chmodSync(folder, 0o555);
    onTestFinished(() => chmodSync(folder, 0o777));
    expect(codeAsNobody(join(folder, 'deeper', 'patchdesk.sqlite'))).toBe('STORE_READ_ONLY');
  });
});

test('an error of none of these is handed on as it is', () => {
  const store = openStore(join(testFolder(), 'patchdesk.sqlite'));
  const thrown = new PatchdeskError('TASK_UNKNOWN', { taskId });
  expect(() =>
    store.transact(() => {
      throw thrown;
    }),
  ).toThrow(thrown);
  store.close();
});
