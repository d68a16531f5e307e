/** One exchange from the first fetch to the receipt, told line by line. */
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { ChangeView } from '../contract/change.ts';
import type { ListQuery } from '../contract/list/query.ts';
import type { Engine } from '../engine/engine.ts';
import type { SandboxControl } from '../sandbox/control.ts';

const limitMs = 60_000;

const openTasks: ListQuery = {
  scope: 'open',
  filters: [],
  sort: { column: 'planned', descending: false },
  search: null,
};

/** Asks again until there is an answer; null when the time is up. */
async function until<Value>(ask: () => Value | null): Promise<Value | null> {
  for (const end = Date.now() + limitMs; Date.now() < end; await wait(50)) {
    const value = ask();
    if (value !== null) return value;
  }
  return null;
}

/** Fills the store, edits a task, waits for the receipt, compares. Returns whether the platform has what was typed. */
export async function prove(
  engine: Engine,
  platform: SandboxControl,
  say: (line: string) => void,
): Promise<boolean> {
  const { handlers } = engine;
  const filled = await until(() => {
    const { receiving } = handlers['sync.status']({});
    const { rows } = handlers['task.list']({ query: openTasks, after: null, skip: 0, limit: 1000 });
    return receiving === null && rows.length > 0 ? rows : null;
  });
  const task = filled?.find((row) => row.taskType === 'PATCH_INSTALL' && row.mainStatus === 'PLANNED');
  if (!filled || !task) {
    say('the store was not filled within a minute');
    return false;
  }
  say(`fetched   ${filled.length} tasks by Indication and Fetch`);

  const changeId = randomUUID();
  handlers['task.edit']({ changeId, taskId: task.taskId, patch: { mainStatus: 'IN_PROGRESS' } });
  say(`edited    ${task.taskId}: PLANNED to IN_PROGRESS, saved and queued`);
  const accepted = await until<ChangeView>(() => {
    const change = handlers['task.open']({ taskId: task.taskId }).changes.find(
      (one) => one.changeId === changeId,
    );
    return change?.receipt ? change : null;
  });
  if (!accepted?.receipt) {
    say('no receipt came within a minute');
    return false;
  }
  say(
    `accepted  platform version ${accepted.receipt.taskVersion}, exchange ${accepted.receipt.indicationId}`,
  );
  const held = await platform.task(task.taskId);
  say(`platform  has ${held.id} at ${held.mainStatus}, version ${held.version}`);
  return held.mainStatus === 'IN_PROGRESS';
}
