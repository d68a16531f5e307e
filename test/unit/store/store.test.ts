import Database from 'better-sqlite3';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { streetLine } from '../../../src-main/domain/street-line.ts';
import { openStore } from '../../../src-main/store/store.ts';
import { edit } from '../../../src-main/sync/outbox.ts';
import { asBuilt, patchInstall, taskId } from '../../support/documents.ts';
import { byCode, queryOf, rowsOf } from '../../support/lists.ts';
import { syncContext, testFolder } from '../../support/sync-context.ts';

const changeId = '0192f0c4-0000-7000-8000-00000000000a';

describe('the database', () => {
  test('is refused by name when a newer program wrote it, and left as it is', () => {
    const file = join(testFolder(), 'newer.sqlite');
    const newer = new Database(file);
    newer.pragma('user_version = 999');
    newer.close();
    expect(() => openStore(file)).toThrow(
      expect.objectContaining({
        code: 'STORE_TOO_NEW',
        detail: { found: 999, known: expect.any(Number) as number },
      }),
    );
    expect(new Database(file).pragma('user_version', { simple: true })).toBe(999);
  });

  test('that can not be opened says why', () => {
    expect(() => openStore(testFolder())).toThrow(expect.objectContaining({ code: 'STORE_FAILED' }));
  });

  test('keeps changes and history against any statement that would lose them', () => {
    const folder = testFolder();
    const context = syncContext([patchInstall()], folder);
    edit(context, changeId, taskId, asBuilt);
    const raw = new Database(join(folder, 'patchdesk.sqlite'));
    expect(() => raw.exec('delete from change')).toThrow('a change is never deleted');
    expect(() => raw.exec('delete from history')).toThrow('history is append only');
    expect(() => raw.exec("update history set kind = 'x'")).toThrow('history is append only');
    raw.close();
  });

  test('rolls a transaction back whole', () => {
    const { store } = syncContext([patchInstall()]);
    expect(() =>
      store.transact(() => {
        store.history.append({ taskId, at: '2026-11-23T08:00:00Z', kind: 'edited', by: 'x', detail: {} });
        throw new Error('power cut');
      }),
    ).toThrow('power cut');
    expect(store.history.ofTask(taskId, 10).map((entry) => entry.kind)).toEqual(['received']);
  });

  test('is there again after it was closed without a word', () => {
    const folder = testFolder();
    edit(syncContext([patchInstall()], folder), changeId, taskId, asBuilt);
    const again = openStore(join(folder, 'patchdesk.sqlite'));
    expect(again.changes.get(changeId)).toMatchObject({ state: 'queued', patch: asBuilt });
    expect(again.tasks.get(taskId)?.local['futureField']).toEqual(patchInstall()['futureField']);
    again.close();
  });
});

describe('the list', () => {
  const planned = ['2026-11-25T09:00:00+01:00', '2026-11-24T09:00:00Z', null, '2026-11-25T07:30:00Z'];
  const documents = planned.map((moment, at) => patchInstall({ id: `OT-${at}`, planned: moment }));

  test('is in the order of the moments planned, whatever their zone, unplanned last', () => {
    const { store } = syncContext(documents);
    const rows = rowsOf(store);
    expect(rows.map((row) => row.taskId)).toEqual(['OT-1', 'OT-3', 'OT-0', 'OT-2']);
  });

  test('has ended tasks after all open ones', () => {
    const ended = patchInstall({ id: 'OT-ended', mainStatus: 'DELIVERED', planned: '2026-01-01T09:00:00Z' });
    const { store } = syncContext([ended, ...documents]);
    expect(rowsOf(store).at(-1)?.taskId).toBe('OT-ended');
  });

  test.each(['nonsense', '[1]', '{}', '["a","b","c"]', '{"ended":2,"part":"","place":null,"skip":0}'])(
    'refuses the foreign cursor %s by name',
    (after) => {
      const { store } = syncContext(documents);
      expect(() => store.lists.page({ query: queryOf(), after, skip: 0, limit: 1 }, byCode)).toThrow(
        expect.objectContaining({ code: 'INPUT_INVALID' }),
      );
    },
  );

  test.each([
    ['12', 'A', 'Voorstraat 12A'],
    ['12', '2', 'Voorstraat 12 2'],
    [12, null, 'Voorstraat 12'],
    [null, null, 'Voorstraat'],
  ])('writes house number %s and addition %s as %s, like every other view', (houseNumber, addition, line) => {
    const address = { street: 'Voorstraat', houseNumber, addition };
    const { store } = syncContext([patchInstall({ address })]);
    expect(rowsOf(store)[0]?.street).toBe(line);
    expect(streetLine(address)).toBe(line);
  });

  test('shows what a row needs, and null where the document has nothing', () => {
    const { store } = syncContext([
      patchInstall(),
      { id: 'OT-bare', version: 1, taskType: 'NEW_KIND', mainStatus: 'ODD' },
    ]);
    const [full, bare] = rowsOf(store);
    expect(full).toMatchObject({ popName: 'Delft-Voorhof', street: 'Voorstraat 12A', city: 'Delft' });
    expect(bare).toMatchObject({
      taskType: 'NEW_KIND',
      mainStatus: 'ODD',
      popName: null,
      street: null,
      planned: null,
    });
  });
});
