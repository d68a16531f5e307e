/** All rows of a list, page by page, as the engine gives them. */
import type { ListQuery } from '@contract/list/query.ts';
import type { TaskRow } from '@contract/task-view.ts';
import type { Surroundings } from '../../app/surroundings.ts';

const pageSize = 1000;

/** Calls `take` with page after page. Rejects with what the engine says. */
export async function eachPage(
  engine: Pick<Surroundings['engine'], 'call'>,
  query: ListQuery,
  take: (rows: readonly TaskRow[]) => void,
): Promise<void> {
  let after: string | null = null;
  do {
    const page: { rows: TaskRow[]; next: string | null } = await engine.call('task.list', {
      query,
      after,
      skip: 0,
      limit: pageSize,
    });
    take(page.rows);
    after = page.next;
  } while (after !== null);
}
