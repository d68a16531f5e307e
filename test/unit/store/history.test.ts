import Database from 'better-sqlite3';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openStore, type Store } from '../../../src-main/store/store.ts';
import { testFolder } from '../../support/sync-context.ts';

const at = '2026-11-23T08:00:00.000Z';

function append(store: Store, text: string): void {
  store.history.append({ taskId: 'OT-1', at, kind: 'edited', by: 'Sanne', detail: { text } });
}

function withEntries(): string {
  const file = join(testFolder(), 'patchdesk.sqlite');
  const store = openStore(file);
  store.transact(() => ['one', 'two', 'three', 'four', 'five'].forEach((text) => append(store, text)));
  expect(store.history.verify()).toBeNull();
  store.close();
  return file;
}

/** Does what triggers forbid, as somebody with the file in an editor would. */
function tamper(file: string, sql: string): void {
  const raw = new Database(file);
  raw.exec('drop trigger history_is_append_only_update; drop trigger history_is_append_only_delete');
  raw.exec(sql);
  raw.close();
}

function verified(file: string): number | null {
  const store = openStore(file);
  try {
    return store.history.verify();
  } finally {
    store.close();
  }
}

describe('the chain of the history', () => {
  test.each([
    ["task_id = 'OT-2'"],
    ["at = '2026-11-23T08:00:01.000Z'"],
    ["kind = 'accepted'"],
    ["by = 'Piet'"],
    [`detail = '{"text":"drei"}'`],
    ["hash = x'00'"],
  ])('finds that %s was written over, in any entry', (set) => {
    for (const number of [1, 3, 5]) {
      const file = withEntries();
      tamper(file, `update history set ${set} where entry_number = ${number}`);
      expect(verified(file)).toBe(number);
    }
  });

  test.each([1, 3, 5])('finds that entry %d is gone', (number) => {
    const file = withEntries();
    tamper(file, `delete from history where entry_number = ${number}`);
    expect(verified(file)).toBe(number);
  });

  test('finds that the last one is gone also after others came', () => {
    const file = withEntries();
    tamper(file, 'delete from history where entry_number = 5');
    const store = openStore(file);
    append(store, 'six');
    expect(store.history.verify()).toBe(5);
    store.close();
  });

  test('finds two that were swapped', () => {
    const file = withEntries();
    tamper(
      file,
      `update history set entry_number = 100 where entry_number = 2;
       update history set entry_number = 2 where entry_number = 4;
       update history set entry_number = 4 where entry_number = 100;`,
    );
    expect(verified(file)).toBe(2);
  });

  test('finds one that was put in between', () => {
    const file = withEntries();
    tamper(
      file,
      `insert into history (entry_number, task_id, at, kind, by, detail, hash)
       select 6, task_id, at, kind, by, detail, hash from history where entry_number = 5`,
    );
    expect(verified(file)).toBe(6);
  });

  test('looks at the last entry only where asked to', () => {
    const file = withEntries();
    tamper(file, "update history set by = 'Piet' where entry_number = 5");
    const store = openStore(file);
    expect(store.history.verifyEnd()).toBe(5);
    store.close();
  });

  test('goes on from where the database is after a transaction was rolled back', () => {
    const store = openStore(join(testFolder(), 'patchdesk.sqlite'));
    append(store, 'one');
    expect(() =>
      store.transact(() => {
        append(store, 'never');
        throw new Error('power cut');
      }),
    ).toThrow('power cut');
    append(store, 'two');
    store.transact(() => {
      expect(() =>
        store.transact(() => {
          append(store, 'never');
          throw new Error('within');
        }),
      ).toThrow('within');
      append(store, 'three');
    });
    expect(store.history.verify()).toBeNull();
    expect(store.history.ofTask('OT-1', 10).map(({ detail }) => detail['text'])).toEqual([
      'three',
      'two',
      'one',
    ]);
    store.close();
  });

  test('goes on after the store was opened again', () => {
    const file = withEntries();
    const store = openStore(file);
    append(store, 'six');
    expect(store.history.verify()).toBeNull();
    store.close();
  });
});
