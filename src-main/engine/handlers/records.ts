/** The calls about the contractor's own records. */
import type { recordMethods } from '../../contract/record-methods.ts';
import { bookingsCsv, recordJson } from '../../domain/records/export.ts';
import { nowIso, type SyncContext } from '../../sync/context.ts';
import { allRecords, recordAction, recordOfTask } from '../../sync/records.ts';
import type { Handlers } from '../windows.ts';

const dayLength = 'YYYY-MM-DD'.length;

export function recordHandlers(context: SyncContext): Pick<Handlers, keyof typeof recordMethods> {
  return {
    'record.change': ({ entryId, taskId, action }) => {
      recordAction(context, entryId, taskId, action);
      return {};
    },
    'record.prices': () => {
      const { articles, hourlyRates } = context.rules.book;
      return { articles, hourlyRates };
    },
    'record.export': (asked) => {
      const now = nowIso(context);
      if (asked.what === 'task') {
        const { task, record } = recordOfTask(context, asked.taskId);
        const text = recordJson({ document: task.local, record }, now);
        return { fileName: `${asked.taskId}-record.json`, mimeType: 'application/json', text };
      }
      const tasks = allRecords(context).map(({ task, record }) => ({ document: task.local, record }));
      const fileName = `bookings-${now.slice(0, dayLength)}.csv`;
      return { fileName, mimeType: 'text/csv', text: bookingsCsv(tasks) };
    },
  };
}
