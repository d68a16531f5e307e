import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { hrefOf, parseRoute, Router } from '../../../src-renderer/app/route.svelte.ts';

const savedView = '0192f0c4-7d1e-7000-8000-000000000001';

afterEach(() => (location.hash = ''));

describe('the address', () => {
  it.each([
    ['', { view: 'tasks', listId: 'open', taskId: null }],
    ['#/tasks', { view: 'tasks', listId: 'open', taskId: null }],
    ['#/tasks/mine', { view: 'tasks', listId: 'mine', taskId: null }],
    [`#/tasks/${savedView}/OT-1`, { view: 'tasks', listId: savedView, taskId: 'OT-1' }],
    ['#/tasks/OT-1', { view: 'tasks', taskId: 'OT-1' }],
    ['#/outbox', { view: 'outbox' }],
  ])('%s says what is open', (hash, route) => {
    expect(parseRoute(hash)).toEqual(route);
  });

  it('leads to any task in any list, whatever its ID looks like', () => {
    const listId = fc.constantFrom(undefined, 'open', 'perPop', savedView);
    const taskId = fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom('open', savedView));
    fc.assert(
      fc.property(listId, taskId, (list, task) => {
        fc.pre(task !== '-');
        const route = {
          view: 'tasks' as const,
          ...(list === undefined ? {} : { listId: list }),
          taskId: task,
        };
        expect(parseRoute(hrefOf(route))).toEqual(route);
      }),
    );
  });
});

describe('opening a task', () => {
  it('stays in the list that is open, also by way of the outbox', () => {
    const router = new Router(window);
    expect(router.listId).toBe('open');
    router.go({ view: 'tasks', listId: 'mine', taskId: null });
    router.go({ view: 'outbox' });
    expect(router.listId).toBe('mine');
    router.go({ view: 'tasks', taskId: 'OT-7' });
    expect(location.hash).toBe('#/tasks/mine/OT-7');
    expect(router).toMatchObject({ listId: 'mine', route: { taskId: 'OT-7' } });
  });
});
