import { expect, onTestFinished, test } from 'vitest';
import { compose } from '../../../src-main/engine/composition.ts';
import { methods } from '../../../src-main/contract/methods.ts';
import { silentLog } from '../../../src-main/runtime/log.ts';
import { storeWithoutTask } from '../../support/damaged-store.ts';
import { environment } from '../../support/sync-context.ts';

test('what was saved out of a damaged database is told until it is dismissed', () => {
  const { context } = storeWithoutTask();
  const { store, surroundings } = context;
  const composition = compose({ store, environment, surroundings, log: silentLog, version: 'test' }, () =>
    Promise.resolve({ kind: 'trouble', trouble: { kind: 'unreachable', cause: 'test' }, retryAfterMs: null }),
  );
  onTestFinished(() => composition.stop());
  const { handlers } = composition;
  const told = () => methods['salvage.list'].output.parse(handlers['salvage.list']({})).salvages;
  const [salvage] = told();
  expect(salvage).toMatchObject({
    changesKept: 80,
    changesLost: 0,
    tasksOfLost: [],
    changesMayBeLost: false,
    taskIdsUnreadable: false,
    file: expect.stringContaining('.corrupt-') as string,
  });
  handlers['salvage.dismiss']({ salvageNumber: salvage?.salvageNumber ?? 0 });
  expect(told()).toEqual([]);
  // A window that asks again after it lost the engine.
  handlers['salvage.dismiss']({ salvageNumber: salvage?.salvageNumber ?? 0 });
  expect(told()).toEqual([]);
});
