/** Tasks by the revision in which they last changed: what lists follow, on whichever connection. */
import type { TaskDocument } from '../contract/document/task-document.ts';
import type { Api } from '../contract/document/values.ts';
import type { ListedTask } from '../domain/listing/listing.ts';

/** A task and the revision in which it last changed. */
export interface RevisedTask extends ListedTask {
  revision: number;
}

export interface RevisedColumns {
  task_id: string;
  api: Api;
  local: string;
  ended: number;
  pending: number;
  refused: number;
  revision: number;
}

/** Takes a revision and how many at most. */
export const sinceRevision = `
  select task_id, api, iif(local = '', base, local) as local, ended, pending, refused, revision
  from task where revision > ? order by revision limit ?`;

/** `local` is given where its document is at hand. */
export function toRevised(columns: RevisedColumns, local?: TaskDocument): RevisedTask {
  return {
    taskId: columns.task_id,
    api: columns.api,
    // Parsed on the way in; what is read back is our own.
    local: local ?? (JSON.parse(columns.local) as TaskDocument),
    ended: columns.ended === 1,
    pending: columns.pending,
    refused: columns.refused,
    revision: columns.revision,
  };
}
