import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TaskDocument } from '../../../../src-main/contract/document/task-document.ts';
import type { ListQuery } from '../../../../src-main/contract/list/query.ts';
import type { Lists } from '../../../../src-main/store/lists/lists.ts';
import { patchInstall } from '../../../support/documents.ts';
import { listsOf, queryOf, TasksInMemory } from '../../../support/lists.ts';

let lists: Lists;
const folder = mkdtempSync(join(tmpdir(), 'patchdesk-test-'));
const tasks = new TasksInMemory();

function task(id: string, part: Partial<TaskDocument>, ended = false): void {
  const bare = { id, version: 1, taskType: 'PATCH_INSTALL', mainStatus: 'PLANNED' };
  tasks.put({ local: { ...bare, ...part, id }, ended });
}

beforeAll(() => {
  task('OT-2026-000101', {
    dhid: 'DH-77 01',
    connectionId: 'C-5501',
    searchCode: 'SC901',
    externalCorrelationId: 'KPN/2026/44',
    address: {
      street: 'Crèchelaan',
      houseNumber: 12,
      addition: 'A',
      postcode: '2611 AB',
      city: "'s-Gravenhage",
    },
    contactDetails: {
      name: 'Zoë Łukaszewicz',
      phone: '06-1234 5678',
      remark: 'storing/glasbreuk:4821/kelder',
    },
    notes: [{ id: 'N1', text: 'Sleutel ligt bij de buren (nr. 14)' }],
    PoPInfo: { popName: 'Delft Noord', popCode: 'DTN-01' },
    labels: [{ name: 'Hond aanwezig' }],
    addressCode: 'AC-7-12',
  });
  task('OT-2026-000102', {
    address: { street: 'Voorstraat', houseNumber: '1', postcode: '2611AB', city: 'Delft' },
  });
  task('OT-2026-000103', {
    address: { street: 'Voorstraat', houseNumber: '12', postcode: '2611AB', city: 'Delft' },
  });
  task(
    'OT-2026-000104',
    { address: { street: 'Voorstraat', houseNumber: '120', postcode: '2611AB', city: 'Delft' } },
    true,
  );
  task('OT-2026-000105', { notes: [{ id: 'N2', text: 'zie ook OT-2026-000101' }] });
  task('OT-2026-000106', patchInstall({ mainStatus: 'ON_HOLD' }), false);
  lists = listsOf(tasks, folder);
});
afterAll(() => {
  lists.close();
  rmSync(folder, { recursive: true, force: true });
});

const find = (search: string, part: Partial<ListQuery> = {}) =>
  lists.search(queryOf({ search, ...part }), 50).rows.map(({ taskId }) => taskId);

describe('the search box', () => {
  test.each([
    ['the task ID', 'OT-2026-000101'],
    ['the task ID in small letters', 'ot-2026-000101'],
    ['the task ID without its dashes', 'ot2026000101'],
    ['the end of the task ID', '000101'],
    ['the DHID', 'DH-77 01'],
    ['the DHID without blanks', 'dh-7701'],
    ['the connection ID', 'C-5501'],
    ['the search code', 'sc901'],
    ['the reference of the operator', 'KPN/2026/44'],
    ['a street without its diacritics', 'creche'],
    ['a street with them', 'Crèchelaan 12a'],
    ['a name of letters that have none', 'lukas zoe'],
    ['a word of a note', 'buren'],
    ['a part of a telephone number', '5678'],
    ['a label', 'hond'],
    ['PoP and street', 'noord crech'],
    ['a city with an apostrophe', "'s-gravenhage"],
  ])('finds a task by %s', (_what, typed) => {
    expect(find(typed)[0]).toBe('OT-2026-000101');
  });

  test('puts the task with exactly the code before those that mention it', () => {
    expect(find('OT-2026-000101')).toEqual(['OT-2026-000101', 'OT-2026-000105']);
  });

  test('puts open tasks before ended ones, however new those are', () => {
    expect(find('voorstraat').at(-1)).toBe('OT-2026-000104');
    expect(find('voorstraat', { scope: 'open' })).not.toContain('OT-2026-000104');
  });

  test.each(['2611AB 12', '2611 ab 12', '2611ab12'])(
    'finds postcode and house number as %s, exact first',
    (typed) => {
      expect(find(typed)[0]).toBe('OT-2026-000103');
      expect(find(typed)).not.toContain('OT-2026-000102');
    },
  );

  test('keeps to the filters of the list', () => {
    const held = { filters: [{ column: 'mainStatus' as const, in: ['ON_HOLD'] }] };
    expect(find('voorstraat', held)).toEqual(['OT-2026-000106']);
  });

  test('forgets what a task no longer says, and finds what it says now', () => {
    task('OT-2026-000199', { searchCode: 'OLD77', notes: [{ id: 'N', text: 'vergeetmijniet' }] });
    lists.follow(10, 0);
    expect(find('vergeetmijniet')).toEqual(['OT-2026-000199']);
    task('OT-2026-000199', { searchCode: 'NEW88' }, true);
    lists.follow(10, 0);
    expect([find('vergeetmijniet'), find('OLD77'), find('NEW88')]).toEqual([[], [], ['OT-2026-000199']]);
  });

  test.each([
    `'" OR NEAR( * ^`,
    '"',
    '*',
    'NEAR(',
    '^a',
    'a*b',
    '{x}:y',
    '-',
    'AND',
    'a AND',
    '(',
    '\0',
    '\ud800',
    '',
  ])('takes %j for words', (typed) => {
    expect(Array.isArray(find(typed))).toBe(true);
  });

  test.each([
    ['a code with few digits, as it is written', 'DTN-01'],
    ['its beginning', 'dtn-0'],
    ['the code of an address', 'AC-7-12'],
    ['a word in the middle of words that are joined', 'glasbreuk'],
    ['a number in the middle of them', '4821'],
    ['a postcode that is still being typed', '2611 A'],
  ])('finds by %s', (_what, typed) => {
    expect(find(typed)).toContain('OT-2026-000101');
  });

  test('never fails, whatever is typed: 10,000 strings', () => {
    const typed = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.string({ unit: fc.constantFrom(...`'"*^(){}:-+,.;%_ aANDORNEAR01é\0\\`), maxLength: 40 }),
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc
        .array(fc.constantFrom('NEAR(', 'OR', '"', '*', 'voor', '2611', 'ab', '^', 'words:', ')', ','), {
          maxLength: 8,
        })
        .map((parts) => parts.join(' ')),
    );
    fc.assert(
      fc.property(typed, (text) => {
        expect(find(text).length).toBeLessThanOrEqual(50);
      }),
      { numRuns: 10_000 },
    );
  }, 120_000);
});

describe('a search within a view', () => {
  const many = 5200;
  const nobodys = new TasksInMemory();
  const nobodysFolder = mkdtempSync(join(tmpdir(), 'patchdesk-test-'));
  const old = {
    assignee: { orgId: 'O', userName: 'sanne' },
    address: { street: 'Voorstraat', city: 'Delft' },
  };
  let found: Lists;
  beforeAll(() => {
    nobodys.put({ local: patchInstall({ id: 'OT-mine', ...old, priority: 'URGENT' }) });
    for (let at = 0; at < many; at++) {
      const local = patchInstall({
        id: `OT-${at}`,
        assignee: null,
        address: { street: 'Voorstraat', city: 'Delft' },
      });
      nobodys.put({ local });
    }
    found = listsOf(nobodys, nobodysFolder);
  });
  afterAll(() => {
    found.close();
    rmSync(nobodysFolder, { recursive: true, force: true });
  });
  const searched = (part: Partial<ListQuery>) => {
    const { rows, more } = found.search(queryOf({ search: 'Delft', ...part }), 50);
    return { ids: rows.map(({ taskId }) => taskId), more };
  };

  test('finds the few of it, however many newer tasks have the words', () => {
    const filters: ListQuery['filters'] = [{ column: 'assignee', in: ['sanne'] }];
    expect(searched({ filters })).toEqual({ ids: ['OT-mine'], more: false });
  });

  test('goes on through many that the filters leave out', () => {
    // Nearly all tasks have no assignee or are urgent: few are not left.
    const filters: ListQuery['filters'] = [
      { column: 'priority', in: ['URGENT'] },
      { column: 'mainStatus', in: ['PLANNED', 'RECEIVED'] },
    ];
    expect(searched({ filters }).ids).toEqual(['OT-mine']);
  });

  test('says that there may be others where it found as many as were asked for', () => {
    const { ids, more } = searched({ filters: [{ column: 'assignee', in: [null] }] });
    expect([ids.length, more]).toEqual([50, true]);
  });
});
