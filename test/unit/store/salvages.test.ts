import Database from 'better-sqlite3';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { markDamaged } from '../../../src-main/store/opening/soundness.ts';
import { openStore, type Store } from '../../../src-main/store/store.ts';
import { filledStore, ruinPage } from '../../support/damaged-store.ts';
import { testFolder } from '../../support/sync-context.ts';

const at = '2026-11-23T09:00:00.000Z';

function opened(file: string): Store {
  const store = openStore(file);
  onTestFinished(() => store.close());
  return store;
}

/** A store whose damaged file was set aside at its last start, and is closed again. */
function salvaged(): string {
  const { context, file } = filledStore(3);
  context.store.close();
  ruinPage(file, 1);
  openStore(file).close();
  return file;
}

const dismissed = (store: Store) => store.salvages.all().map(({ dismissedAt }) => dismissedAt);

test('what was saved is kept with where the damaged file is', () => {
  const [salvage] = opened(salvaged()).salvages.all();
  expect(salvage).toMatchObject({ report: { changesKept: 6, changesLost: [] }, dismissedAt: null });
  expect(existsSync(salvage?.file ?? '')).toBe(true);
});

test('what was dismissed stays so over a restart, with the time of the first', () => {
  const file = salvaged();
  const store = openStore(file);
  store.transact(() => store.salvages.dismiss(1, at));
  store.transact(() => store.salvages.dismiss(1, '2026-11-24T09:00:00.000Z'));
  store.close();
  expect(dismissed(opened(file))).toEqual([at]);
});

test('what was dismissed stays so when the next file is damaged as well, of which nobody has read', () => {
  const file = salvaged();
  const store = openStore(file);
  store.transact(() => store.salvages.dismiss(1, at));
  store.close();
  ruinPage(file, 1);
  markDamaged(file);
  const again = opened(file);
  expect(again.salvage).not.toBeNull();
  expect(dismissed(again)).toEqual([at, null]);
});

test('what a file of schema 6 tells was read by nobody yet', () => {
  const file = join(testFolder(), 'patchdesk.sqlite');
  const old = new Database(file);
  old.exec(readFileSync(join(import.meta.dirname, '../../support/frozen-schemas/0006.sql'), 'utf8'));
  const [{ report } = { report: null }] = opened(salvaged()).salvages.all();
  old
    .prepare('insert into salvage (set_aside_as, report) values (?, ?)')
    .run('aside.sqlite', JSON.stringify({ ...report, setAsideAs: 'aside.sqlite' }));
  old.close();
  expect(opened(file).salvages.all()).toMatchObject([
    { salvageNumber: 1, report: { changesKept: 6 }, dismissedAt: null },
  ]);
});
