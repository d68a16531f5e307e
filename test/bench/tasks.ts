/**
 * The tasks of the bench: documents as the sandbox seeds them, streamed so that half a million need not be in memory, with
 * as many PoPs as so many tasks would have and plans over three months. The same seed gives the same tasks.
 */
import type { TaskDocument } from '../../src-main/contract/document/task-document.ts';
import { listingOf } from '../../src-main/domain/listing/listing.ts';
import { searchWords } from '../../src-main/domain/listing/search-words.ts';
import { calendarOf } from '../../src-main/sandbox/seed/calendar.ts';
import { chanceOf, type Chance } from '../../src-main/sandbox/seed/chance.ts';
import { tasksOf } from '../../src-main/sandbox/seed/documents.ts';
import { planOrders } from '../../src-main/sandbox/seed/plan.ts';
import type { BenchTask } from './peers/product.ts';

const startDay = '2026-11-23';
const dayMs = 86_400_000;
/** Every task is open, so that the list of open tasks is as long as the bench says. */
const statuses = ['RECEIVED', 'PLANNED', 'IN_PROGRESS', 'ON_HOLD'] as const;
const tasksPerPop = 500;
const leastPops = 20;
const unplannedShare = 0.15;

const iso = (at: number): string => new Date(at).toISOString();

function spread(document: TaskDocument, nth: number, size: number, chance: Chance): TaskDocument {
  const start = Date.parse(`${startDay}T07:00:00Z`);
  const status = statuses[nth % statuses.length] ?? 'PLANNED';
  const planned = chance.often(unplannedShare)
    ? null
    : iso(start + chance.int(-60, 30) * dayMs + chance.int(0, 36) * 900_000);
  // Hardly two alike, so that the first pages have one order.
  const updated = start - chance.int(0, 90 * 86_400) * 1000 - (nth % 1000);
  const pop = chance.int(1, Math.max(leastPops, Math.ceil(size / tasksPerPop)));
  return {
    ...document,
    id: `OT-2026-${String(nth + 1).padStart(7, '0')}`,
    // What informs only can't be started.
    taskType: document.taskType === 'IMPACT_NOTIFICATION' ? 'PATCH_INSTALL' : document.taskType,
    mainStatus: status,
    planned,
    plannedUntil: null,
    reasons: status === 'ON_HOLD' ? [{ code: 'NO_ACCESS', text: null }] : [],
    PoPInfo: document.PoPInfo
      ? { ...document.PoPInfo, popName: `${document.PoPInfo.popName ?? 'PoP'} ${pop}` }
      : null,
    updatedAt: iso(updated),
    createdAt: iso(updated - 10 * dayMs),
    closedAt: null,
  };
}

/** What a list shows of a document, by the same reading that our own lists do. */
function shownOf(document: TaskDocument): BenchTask['shown'] {
  const task = { taskId: document.id, api: 'outTask' as const, local: document, ended: false };
  const listing = listingOf({ ...task, pending: 0, refused: 0 }, null, 0);
  return {
    task_type: listing.taskType,
    sub_status: listing.subStatus,
    in_task_status: listing.inTaskStatus,
    sla_status: listing.slaStatus,
    priority: listing.priority,
    pop_name: listing.popName,
    street: listing.street,
    postcode: listing.postcode,
    city: listing.city,
    dhid: listing.dhid,
    connection_id: listing.connectionId,
    search_code: listing.searchCode,
    external_correlation_id: listing.externalCorrelationId,
    labels: JSON.stringify(listing.labels),
    reason: listing.reason,
    assignee: listing.assignee,
    organization: listing.organization,
    sla_due_at: listing.slaDueAt,
    created_at: listing.createdAt,
    ended_at: listing.endedAt,
  };
}

/** What a rival keeps of a document. */
export function taskOf(document: TaskDocument): BenchTask {
  return {
    id: document.id,
    status: document.mainStatus,
    planned: document.planned ? Date.parse(document.planned) : null,
    ended: false,
    updatedAt: Date.parse(document.updatedAt ?? startDay),
    text: searchWords(document),
    json: JSON.stringify(document),
    shown: shownOf(document),
  };
}

/** `size` tasks from a seed, one after the other. */
export function* tasksFrom(seed: number, size: number): Generator<TaskDocument> {
  const calendar = calendarOf(startDay);
  let nth = 0;
  for (const [at, order] of planOrders(seed, size).entries()) {
    for (const { api, document } of tasksOf(order, at, calendar)) {
      if (api !== 'outTask' || nth >= size) continue;
      yield spread(document, nth, size, chanceOf(seed, nth));
      nth += 1;
    }
  }
}

/** The same in batches. */
export function* batchesFrom(seed: number, size: number, batch: number): Generator<TaskDocument[]> {
  let next: TaskDocument[] = [];
  for (const task of tasksFrom(seed, size)) {
    next.push(task);
    if (next.length < batch) continue;
    yield next;
    next = [];
  }
  if (next.length > 0) yield next;
}
