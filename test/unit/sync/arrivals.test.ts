import { describe, expect, test } from 'vitest';
import { arrivals } from '../../../src-main/sync/arrivals.ts';
import type { Store } from '../../../src-main/store/store.ts';
import { patchInstall } from '../../support/documents.ts';
import { syncContext, type TestContext } from '../../support/sync-context.ts';

/** Counts the transactions of a context, and refuses documents of one id. */
function counting(context: TestContext, refused: string | null = null) {
  let transactions = 0;
  const store: Store = {
    ...context.store,
    tasks: {
      ...context.store.tasks,
      put(task) {
        if (task.taskId === refused) throw new Error('can not be written');
        context.store.tasks.put(task);
      },
    },
    transact(work) {
      transactions += 1;
      return context.store.transact(work);
    },
  };
  return { counted: { ...context, store }, transactions: () => transactions };
}

const documents = (count: number) =>
  Array.from({ length: count }, (_, at) => patchInstall({ id: `OT-${at}` }));

describe('documents that arrive together', () => {
  test('are merged in few transactions, and are there when it is said', async () => {
    const context = syncContext();
    const { counted, transactions } = counting(context);
    const arriving = arrivals(counted);
    const added = documents(120).map((document) => arriving.add({ api: 'outTask', document }));
    await context.surroundings.pass(10);
    await Promise.all(added);
    expect(context.store.tasks.total()).toBe(120);
    expect(transactions()).toBe(2);
    expect(new Set(context.told)).toEqual(new Set(documents(120).map(({ id }) => id)));
  });

  test('stand in no other one’s way when one of them can not be merged', async () => {
    const context = syncContext();
    const arriving = arrivals(counting(context, 'OT-3').counted);
    const added = documents(6).map((document) => arriving.add({ api: 'outTask', document }));
    const settled = Promise.allSettled(added);
    await context.surroundings.pass(10);
    const states = (await settled).map(({ status }) => status);
    expect(states).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
    expect(context.store.tasks.get('OT-3')).toBeNull();
    expect(context.store.tasks.total()).toBe(5);
  });
});
