/** Changes of one task together, tasks in the order of their first change. Pure. */
import type { ChangeView } from '@contract/change.ts';

export function byTask(changes: readonly ChangeView[]): ChangeView[] {
  const groups = new Map<string, ChangeView[]>();
  for (const change of changes.toSorted((one, other) => one.changeNumber - other.changeNumber)) {
    groups.set(change.taskId, [...(groups.get(change.taskId) ?? []), change]);
  }
  return [...groups.values()].flat();
}
