import fc from 'fast-check';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { builtInViewIds, builtInViews } from '../../../../src-main/contract/list/built-in-views.ts';
import { choiceColumns } from '../../../../src-main/contract/list/columns.ts';
import type { ListFilter, ListQuery } from '../../../../src-main/contract/list/query.ts';
import { seedNetwork } from '../../../../src-main/sandbox/seed/network.ts';
import { count, groups } from '../../../../src-main/store/lists/counts.ts';
import type { Lists } from '../../../../src-main/store/lists/lists.ts';
import { page, type Reading } from '../../../../src-main/store/lists/pages.ts';
import { search } from '../../../../src-main/store/lists/search.ts';
import { byCode, listsOf, queryOf, TasksInMemory } from '../../../support/lists.ts';
import { anyListQuery } from '../../../support/any-list-query.ts';

const folder = mkdtempSync(join(tmpdir(), 'patchdesk-test-'));
let lists: Lists;
let raw: Database.Database;

beforeAll(() => {
  const tasks = new TasksInMemory();
  for (const { api, document } of seedNetwork({ seed: 7, tasks: 400, startDay: '2026-11-23' }).tasks) {
    const refused = document.mainStatus === 'PLANNED' ? 1 : 0;
    tasks.put({ api, local: document, ended: document.mainStatus === 'DELIVERED', refused });
  }
  lists = listsOf(tasks, folder);
  raw = new Database(join(folder, 'test.lists.sqlite'));
});
afterAll(() => {
  lists.close();
  raw.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Everything that is asked of SQLite by `ask`. */
function statementsOf(ask: (reading: Reading) => void): Set<string> {
  const asked = new Set<string>();
  const { statements, choices } = lists.reading;
  ask({
    choices,
    statements: {
      all(sql, bindings) {
        asked.add(sql);
        return statements.all(sql, bindings);
      },
      get(sql, bindings) {
        asked.add(sql);
        return statements.get(sql, bindings);
      },
    },
  });
  return asked;
}

/** The steps of a plan that walk a whole table or a whole index, or sort. */
function slowSteps(sql: string): string[] {
  const blanks = Array.from(sql.matchAll(/\?/g), () => null);
  const steps = raw.prepare<unknown[], { detail: string }>(`explain query plan ${sql}`).all(...blanks);
  return steps
    .map(({ detail }) => detail)
    .filter(
      (step) => /^SCAN (l|p|listing|posting|choice)\b/.test(step) || /TEMP B-TREE FOR ORDER BY/.test(step),
    );
}

function expectQuick(asked: Iterable<string>): void {
  for (const sql of asked) expect([sql, slowSteps(sql)]).toEqual([sql, []]);
}

const somebody = () =>
  lists.reading.choices.ofColumn('assignee').find(({ value }) => value !== null)?.value ?? '';

/** A view as a query: what is relative in it is as good as any moment. */
function queryOfView(id: (typeof builtInViewIds)[number]): ListQuery {
  const { scope, filters, sort } = builtInViews[id];
  const absolute = filters.map((filter): ListFilter => {
    if ('within' in filter) {
      return { column: filter.column, from: '2026-11-23T00:00:00Z', until: '2026-11-30T00:00:00Z' };
    }
    return 'me' in filter ? { column: 'assignee', in: [somebody()] } : filter;
  });
  return queryOf({ scope, filters: absolute, sort });
}

describe('no list walks a whole table, or sorts one', () => {
  test.each(builtInViewIds)('the view %s', (id) => {
    const query = queryOfView(id);
    const asked = statementsOf((reading) => {
      const first = page(reading, { query, after: null, skip: 0, limit: 20 }, byCode);
      page(reading, { query, after: first.next, skip: 30, limit: 20 }, byCode);
      count(reading, query, byCode);
      groups(reading, query, 'popName', byCode);
    });
    expectQuick(asked);
    // A view whose counts are kept asks nothing for them, but for its pages it has to.
    expect(asked.size).toBeGreaterThan(0);
  });

  test('nor any other filters in any order', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(anyListQuery, fc.constantFrom(...choiceColumns), (query, by) => {
        const asked = statementsOf((reading) => {
          const first = page(reading, { query, after: null, skip: 0, limit: 5 }, byCode);
          page(reading, { query, after: first.next, skip: 7, limit: 5 }, byCode);
          count(reading, query, byCode);
          groups(reading, query, by, byCode);
        });
        const unseen = [...asked].filter((sql) => !seen.has(sql));
        for (const sql of unseen) seen.add(sql);
        expectQuick(unseen);
      }),
      { numRuns: 400 },
    );
    expect(seen.size).toBeGreaterThan(200);
  }, 120_000);

  test.each(['vo', 'voor', 'jan de', 'OT-2026-000101', '2611AB 12', '06-1234'])(
    'nor the search of %s',
    (text) => {
      const filters: ListFilter[] = [{ column: 'mainStatus', in: ['PLANNED', null] }];
      const asked = statementsOf((reading) => {
        search(reading, queryOf({ search: text }), 50);
        search(reading, queryOf({ search: text, filters, scope: 'open' }), 50);
      });
      expectQuick(asked);
      expect(asked.size).toBeGreaterThan(0);
    },
  );

  test('and a statement that does is found out', () => {
    expect(slowSteps('select * from listing as l where l.street = ? limit ?')).not.toEqual([]);
    expect(slowSteps('select * from listing as l where l.ended = ? order by l.street')).not.toEqual([]);
  });
});
