import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { cursorAfter } from '../../../src-renderer/features/tasks/list-keys.ts';
import { TaskList } from '../../../src-renderer/features/tasks/task-list.svelte.ts';
import TaskListView from '../../../src-renderer/features/tasks/TaskListView.svelte';
import { contextOf, layOut, rowOf, StandInEngine, surroundingsWith } from './stand-ins.ts';

/** An engine with this many tasks, the first of them numbered `first`. */
function engineWith(tasks: { first: number; count: number }) {
  return new StandInEngine({
    'task.list': ({ after, limit }) => {
      const from = after === null ? 0 : Number(after);
      const to = Math.min(tasks.count, from + limit);
      const rows = Array.from({ length: to - from }, (_none, at) => rowOf(`OT-${tasks.first + from + at}`));
      return { rows, next: to < tasks.count ? String(to) : null, total: tasks.count };
    },
  });
}

describe('the rows of the list', () => {
  it('are read a page at a time, and all that were read are read again', async () => {
    const tasks = { first: 1, count: 1200 };
    const engine = engineWith(tasks);
    const list = new TaskList(engine);
    await vi.waitFor(() => expect(list.rows).toHaveLength(500));
    expect(list.total).toBe(1200);
    await list.more();
    expect(list.rows).toHaveLength(1000);
    tasks.first = 0;
    tasks.count = 1201;
    engine.tell('tasks.changed', { taskIds: ['OT-0'] });
    await vi.waitFor(() => expect(list.rows[0]?.taskId).toBe('OT-0'));
    expect(list.rows).toHaveLength(1000);
    await list.more();
    expect(list.rows).toHaveLength(1201);
    await list.more();
    expect(engine.asked).toHaveLength(5);
  });

  it('are read once more, however many events came while they were read', async () => {
    const engine = engineWith({ first: 1, count: 3 });
    const list = new TaskList(engine);
    for (let at = 0; at < 20; at++) engine.tell('tasks.changed', { taskIds: [] });
    await vi.waitFor(() => expect(list.loaded).toBe(true));
    await vi.waitFor(() => expect(engine.asked).toHaveLength(2));
  });

  it('stay when reading fails, and are read again when the engine is a new one', async () => {
    let failing = false;
    const engine = new StandInEngine({
      'task.list': () => {
        if (failing) throw new Error('gone');
        return { rows: [rowOf('OT-1')], next: null, total: 1 };
      },
    });
    const list = new TaskList(engine);
    await vi.waitFor(() => expect(list.loaded).toBe(true));
    failing = true;
    await list.reload();
    expect(list.failure).toMatchObject({ code: 'INTERNAL' });
    expect(list.rows).toHaveLength(1);
    failing = false;
    engine.reconnect();
    await vi.waitFor(() => expect(list.failure).toBeNull());
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

describe('the list on screen', () => {
  beforeEach(() => layOut(520, 52));
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });

  it('moves its cursor by the keys and opens with Enter', async () => {
    const engine = engineWith({ first: 1, count: 300 });
    const list = new TaskList(engine);
    await vi.waitFor(() => expect(list.loaded).toBe(true));
    const onopen = vi.fn();
    const context = contextOf(surroundingsWith(engine));
    render(TaskListView, { props: { list, openId: null, onopen }, context });
    const listbox = screen.getByRole('listbox', { name: 'Tasks' });
    await waitFor(() => expect(screen.getAllByRole('option').length).toBeGreaterThan(5));
    expect(screen.getAllByRole('option').length).toBeLessThan(60);
    expect(document.activeElement).toBe(listbox);
    expect(listbox.getAttribute('aria-activedescendant')).toBe('task-OT-1');

    await fireEvent.keyDown(listbox, { key: 'ArrowDown' });
    await fireEvent.keyDown(listbox, { key: 'ArrowDown' });
    expect(listbox.getAttribute('aria-activedescendant')).toBe('task-OT-3');
    expect(onopen).not.toHaveBeenCalled();
    await fireEvent.keyDown(listbox, { key: 'Enter' });
    expect(onopen).toHaveBeenLastCalledWith('OT-3');
    await fireEvent.click(screen.getByText('Street of OT-2'));
    expect(onopen).toHaveBeenLastCalledWith('OT-2');
  });
});
