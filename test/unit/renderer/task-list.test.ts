import { builtInViews } from '@contract/list/built-in-views.ts';
import type { ListQuery } from '@contract/list/query.ts';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { queryOf } from '../../../src-renderer/features/lists/query-of.ts';
import { TaskList } from '../../../src-renderer/features/lists/task-list.svelte.ts';
import { cursorAfter } from '../../../src-renderer/features/tasks/list-keys.ts';
import { listsEngine, rowsOf, tasksOf } from './lists-engine.ts';
import { rowOf, StandInEngine } from './stand-ins.ts';

const open = queryOf(builtInViews.open, 0, 'j.devries');
const byAddress: ListQuery = { ...open, sort: { column: 'address', descending: true } };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Until everything that was asked is answered, and the burst of changes is over. */
const settled = () => vi.advanceTimersByTimeAsync(1000);

async function listOf(tasks: ReturnType<typeof tasksOf>, engine = listsEngine(tasks)) {
  const list = new TaskList(engine);
  list.ask(open, 'open');
  await settled();
  return { list, engine, asked: () => engine.inputsOf('task.list').length };
}

describe('the rows of a list', () => {
  it('are read where they are in sight, and have room for all the others', async () => {
    const { list, engine } = await listOf(tasksOf(rowsOf(100_000)));
    expect(list.length).toBe(100_000);
    expect(list.rowAt(199)?.taskId).toBe('OT-200');
    expect(list.rowAt(200)).toBeUndefined();
    list.see(70_000, 70_020);
    await settled();
    expect(list.rowAt(70_010)?.taskId).toBe('OT-70011');
    expect(engine.inputsOf('task.list')).toContainEqual({
      query: open,
      after: '200',
      skip: 69_600,
      limit: 200,
    });
    list.see(70_150, 70_170);
    await settled();
    // The page before says where this one begins.
    expect(engine.inputsOf('task.list').at(-1)).toMatchObject({ after: '70200', skip: 0 });
  });

  it('are put together of as many short answers as it takes', () =>
    fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 250 }),
        fc.integer({ min: 0, max: 450 }),
        async (most, count) => {
          const { list } = await listOf(tasksOf(rowsOf(count), { most }));
          list.see(200, 240);
          await settled();
          expect(list.length).toBe(count);
          for (let at = 0; at < Math.min(count, 400); at++)
            expect(list.rowAt(at)?.taskId).toBe(`OT-${at + 1}`);
        },
      ),
      { numRuns: 20 },
    ));

  it('grow as they are scrolled where they are more than were counted', async () => {
    const tasks = tasksOf(rowsOf(1000));
    const counts = [{ count: 300, more: true }];
    const { list } = await listOf(tasks, listsEngine(tasks, { 'task.count': () => ({ counts }) }));
    expect(list).toMatchObject({ length: 400, count: { count: 300, more: true } });
    for (const first of [250, 450, 650, 850]) {
      list.see(first, first + 20);
      await settled();
    }
    expect(list.length).toBe(1000);
  });

  it('far from sight are forgotten', async () => {
    const { list } = await listOf(tasksOf(rowsOf(20_000)));
    for (let first = 0; first < 20_000; first += 200) {
      list.see(first + 80, first + 100);
      await settled();
    }
    expect(list.rowAt(0)).toBeUndefined();
    expect(list.rowAt(19_999)?.taskId).toBe('OT-20000');
  });

  it('are those of the latest question, whichever is answered first', async () => {
    const waiting: { query: ListQuery; answer: () => void }[] = [];
    const engine = new StandInEngine({
      'task.list': ({ query }) =>
        new Promise((answer) => {
          const rows = [rowOf(query.sort.column)];
          waiting.push({ query, answer: () => answer({ rows, next: null, behind: 0 }) });
        }),
      'task.count': () => ({ counts: [{ count: 1, more: false }] }),
    });
    const list = new TaskList(engine);
    list.ask(open, 'open');
    list.ask(byAddress, 'by address');
    waiting[1]?.answer();
    await settled();
    waiting[0]?.answer();
    await settled();
    expect(list.rowAt(0)?.taskId).toBe('address');
    expect(list.query).toBe(byAddress);
  });

  it('stay while the next question is not answered, and while reading fails', async () => {
    const tasks = tasksOf(rowsOf(3));
    let failing = false;
    const engine = listsEngine(tasks, {
      'task.count': () => {
        if (failing) throw new Error('gone');
        return { counts: [{ count: 3, more: false }] };
      },
    });
    const { list } = await listOf(tasks, engine);
    failing = true;
    list.ask(byAddress, 'by address');
    expect(list.rowAt(0)?.taskId).toBe('OT-1');
    await settled();
    expect(list).toMatchObject({ length: 3, failure: { code: 'INTERNAL' } });
    failing = false;
    engine.reconnect();
    await settled();
    expect(list).toMatchObject({ failure: null, query: byAddress });
  });

  it('keep their place when the question of the same list goes on with the time', async () => {
    const { list } = await listOf(tasksOf(rowsOf(1000)));
    list.see(300, 320);
    await settled();
    list.tops.table = 300;
    list.ask(
      { ...open, filters: [{ column: 'planned', from: null, until: '2030-01-01T00:00:00Z' }] },
      'open',
    );
    await settled();
    expect(list.tops.table).toBe(300);
    expect(list.rowAt(310)?.taskId).toBe('OT-311');
    list.ask(byAddress, 'by address');
    await settled();
    expect(list.tops.table).toBe(0);
  });
});

describe('a change', () => {
  it('that does not concern the list asks nothing', async () => {
    const { engine, asked } = await listOf(tasksOf(rowsOf(5)));
    const before = asked();
    const ended = { ...rowOf('OT-77'), ended: true };
    engine.tell('tasks.changed', { taskIds: ['OT-77'], rows: [{ before: ended, after: ended }] });
    await settled();
    expect(asked()).toBe(before);
  });

  it('of how a row looks replaces it where it stands, without asking', async () => {
    const tasks = tasksOf(rowsOf(5));
    const { list, engine, asked } = await listOf(tasks);
    const before = tasks.rows[2] ?? rowOf('OT-3');
    const count = asked();
    engine.tell('tasks.changed', { taskIds: ['OT-3'], rows: [{ before, after: { ...before, pending: 1 } }] });
    expect(list.rowAt(2)).toMatchObject({ taskId: 'OT-3', pending: 1 });
    await settled();
    expect(asked()).toBe(count);
  });

  it('that moves rows has what is in sight read again, and the row at the top and the cursor stay', async () => {
    const tasks = tasksOf(rowsOf(1000));
    const { list, engine } = await listOf(tasks);
    list.see(300, 320);
    await settled();
    list.tops.table = 300;
    list.cursor = { at: 305, taskId: 'OT-306' };
    const after = rowOf('OT-new');
    tasks.rows = [after, ...tasks.rows];
    engine.tell('tasks.changed', { taskIds: ['OT-new'], rows: [{ before: null, after }] });
    await settled();
    expect(list.length).toBe(1001);
    expect(list.tops.table).toBe(301);
    expect(list.rowAt(301)?.taskId).toBe('OT-301');
    expect(list.cursor).toEqual({ at: 306, taskId: 'OT-306' });
    list.see(0, 20);
    await settled();
    expect(list.rowAt(0)?.taskId).toBe('OT-new');
  });

  it('of how a row looks is seen where the row stands now, not where it stood before others came in', async () => {
    const tasks = tasksOf(rowsOf(1000));
    const { list, engine } = await listOf(tasks);
    for (const first of [200, 400, 600]) {
      list.see(first, first + 30);
      await settled();
    }
    tasks.rows = [...Array.from({ length: 300 }, (_none, at) => rowOf(`NEW-${at}`)), ...tasks.rows];
    engine.tell('tasks.changed', { taskIds: [], rows: null });
    await settled();
    const before = list.rowAt(610) ?? rowOf('none');
    expect(list.indexOf(before.taskId)).toBe(610);
    const after = { ...before, pending: 1 };
    engine.tell('tasks.changed', { taskIds: [after.taskId], rows: [{ before, after }] });
    expect(list.rowAt(610)).toMatchObject({ taskId: before.taskId, pending: 1 });
  });

  it('that is heard while a reading fails is read afterwards', async () => {
    const tasks = tasksOf(rowsOf(10));
    let fails = false;
    const answering = listsEngine(tasks);
    const engine = listsEngine(tasks, {
      'task.list': (input) =>
        fails
          ? new Promise((_resolve, reject) => setTimeout(() => reject(new Error('not now')), 50))
          : answering.call('task.list', input),
    });
    const { list } = await listOf(tasks, engine);
    fails = true;
    list.reload();
    await vi.advanceTimersByTimeAsync(10);
    tasks.rows = tasks.rows.slice(5);
    engine.tell('tasks.changed', { taskIds: [], rows: null });
    await vi.advanceTimersByTimeAsync(30);
    fails = false;
    await settled();
    expect(list.length).toBe(5);
    expect(list.failure).toBeNull();
  });

  it('of the name of a list alone leaves it where it is, then and when its question moves on', async () => {
    const tasks = tasksOf(rowsOf(1000));
    const engine = listsEngine(tasks);
    const list = new TaskList(engine);
    const breached = (at: string) => queryOf(builtInViews.breached, Date.parse(at), 'x');
    list.ask(breached('2027-01-01T12:00:00Z'), 'breached');
    await settled();
    list.ask(breached('2027-01-01T12:00:00Z'), 'breached, grouped');
    await settled();
    list.tops.table = 150;
    list.cursor = { at: 150, taskId: 'OT-151' };
    list.ask(breached('2027-01-01T12:01:00Z'), 'breached, grouped');
    await settled();
    expect([list.tops.table, list.cursor]).toEqual([150, { at: 150, taskId: 'OT-151' }]);
  });

  it('in a burst has the list read a few times, and at last as it is', async () => {
    const tasks = tasksOf(rowsOf(3));
    const { list, engine, asked } = await listOf(tasks);
    const before = asked();
    for (let at = 0; at < 100; at++) {
      tasks.rows = [...tasks.rows, rowOf(`OT-x${at}`)];
      engine.tell('tasks.changed', { taskIds: [], rows: null });
      await vi.advanceTimersByTimeAsync(10);
    }
    await settled();
    expect(list.length).toBe(103);
    expect(asked() - before).toBeLessThan(8);
  });
});

describe('the keys of the list', () => {
  it.each([
    ['ArrowDown', 4, 5],
    ['ArrowUp', 0, 0],
    ['ArrowDown', 9, 9],
    ['j', 4, 5],
    ['k', 4, 3],
    ['PageDown', 4, 7],
    ['PageUp', 1, 0],
    ['Home', 4, 0],
    ['End', 4, 9],
    ['ArrowDown', -1, 0],
    ['x', 4, null],
  ])('%s from %i goes to %s', (key, at, next) => {
    expect(cursorAfter({ key, altKey: false, ctrlKey: false, metaKey: false }, at, 10, 3)).toBe(next);
  });

  it('are left to others with a modifier and on an empty list', () => {
    expect(cursorAfter({ key: 'End', altKey: false, ctrlKey: true, metaKey: false }, 0, 10, 3)).toBeNull();
    expect(cursorAfter({ key: 'End', altKey: false, ctrlKey: false, metaKey: false }, 0, 0, 3)).toBeNull();
  });
});
