/**
 * What lists know of a task: taken from its local document once, when it changes, so that no list ever has to look into
 * documents. Pure.
 */
import { addressOf, beginning, changeStateOf } from '../../contract/list/matches.ts';
import { foldCode, sortable } from '../../contract/list/fold.ts';
import type { TaskDocument } from '../../contract/document/task-document.ts';
import type { Api } from '../../contract/document/values.ts';
import type { TaskRow } from '../../contract/task-view.ts';
import { streetLine } from '../street-line.ts';

/** A task as it is handed in. */
export interface ListedTask {
  taskId: string;
  api: Api;
  local: TaskDocument;
  ended: boolean;
  pending: number;
  refused: number;
}

type Texts = Pick<
  TaskRow,
  | 'taskId'
  | 'api'
  | 'taskType'
  | 'mainStatus'
  | 'subStatus'
  | 'inTaskStatus'
  | 'slaStatus'
  | 'priority'
  | 'popName'
  | 'reason'
  | 'assignee'
  | 'organization'
  | 'street'
  | 'postcode'
  | 'city'
  | 'dhid'
  | 'connectionId'
  | 'searchCode'
  | 'externalCorrelationId'
>;

/** The row of a task; moments in milliseconds since the epoch, empty texts as null, labels by name, each once. */
export interface Listing extends Texts {
  labels: readonly string[];
  changeState: 'refused' | 'pending' | null;
  planned: number | null;
  slaDueAt: number | null;
  createdAt: number | null;
  updatedAt: number | null;
  endedAt: number | null;
  ended: boolean;
  pending: number;
  refused: number;
}

/** Nobody reads more of it in a list; the task itself has all of it. */
const longestText = 1000;

/**
 * A text as lists keep it: of bounded length, and without halves of characters, which a database does not give back as
 * they were.
 */
function kept(value: string): string {
  return value.slice(0, longestText).toWellFormed();
}

function text(value: string | null | undefined): string | null {
  return value === undefined || value === null || value.trim() === '' ? null : kept(value);
}

function moment(value: string | null | undefined): number | null {
  return value === undefined || value === null ? null : Date.parse(value);
}

function labelsOf(document: TaskDocument): readonly string[] {
  const labels = document.labels ?? [];
  if (labels.length === 0) return [];
  return [...new Set(labels.map(({ name }) => kept(name)).filter((name) => name !== ''))].sort();
}

/** When a task that has ended did so: as the platform says, else as it was first seen here. */
function endOf(document: TaskDocument, earlier: Listing | null, now: number): number {
  const closed = moment(document.closedAt);
  if (closed !== null) return closed;
  return (earlier?.ended ? earlier.endedAt : null) ?? (earlier ? now : (moment(document.updatedAt) ?? now));
}

/** The listing of a task; `earlier` is the one it had before, if any. */
export function listingOf(task: ListedTask, earlier: Listing | null, now: number): Listing {
  const { local, pending, refused } = task;
  // What the platform refused is not so: the work goes on.
  const ended = task.ended && refused === 0;
  return {
    taskId: task.taskId,
    api: task.api,
    taskType: kept(local.taskType),
    mainStatus: kept(local.mainStatus),
    subStatus: text(local.subStatus),
    inTaskStatus: text(local.inTaskStatus),
    slaStatus: text(local.sla?.status),
    priority: text(local.priority),
    popName: text(local.PoPInfo?.popName),
    reason: text(local.reasons?.[0]?.code),
    assignee: text(local.assignee?.userName),
    organization: text(local.orgId),
    street: text(streetLine(local.address)),
    postcode: text(local.address?.postcode),
    city: text(local.address?.city),
    dhid: text(local.dhid),
    connectionId: text(local.connectionId),
    searchCode: text(local.searchCode),
    externalCorrelationId: text(local.externalCorrelationId),
    labels: labelsOf(local),
    changeState: changeStateOf({ pending, refused }),
    planned: moment(local.planned),
    slaDueAt: moment(local.sla?.dueAt),
    createdAt: moment(local.createdAt),
    updatedAt: moment(local.updatedAt),
    endedAt: ended ? endOf(local, earlier, now) : null,
    ended,
    pending,
    refused,
  };
}

/** What codes and addresses are sorted and found by. */
export interface ListingKeys {
  taskId: string;
  address: string | null;
  /** The address as filters compare its beginning. */
  addressStart: string | null;
  dhid: string | null;
  connectionId: string | null;
  searchCode: string | null;
  externalCorrelationId: string | null;
}

function code(value: string | null): string | null {
  return value === null ? null : kept(foldCode(value));
}

export function keysOf(listing: Listing): ListingKeys {
  const address = addressOf(listing);
  return {
    taskId: kept(foldCode(listing.taskId)),
    address: address === null ? null : kept(sortable(address)),
    addressStart: address === null ? null : kept(beginning('address', address)),
    dhid: code(listing.dhid),
    connectionId: code(listing.connectionId),
    searchCode: code(listing.searchCode),
    externalCorrelationId: code(listing.externalCorrelationId),
  };
}

/** Plans and due dates are few moments that many tasks share. */
const written = new Map<number, string>();
const mostWritten = 10_000;

/** A moment as rows have it. */
function isoOf(at: number | null): string | null {
  if (at === null) return null;
  const known = written.get(at);
  if (known !== undefined) return known;
  if (written.size >= mostWritten) written.clear();
  const text = new Date(at).toISOString();
  written.set(at, text);
  return text;
}

/** The row that windows show. */
export function rowOf(listing: Listing): TaskRow {
  return {
    taskId: listing.taskId,
    api: listing.api,
    taskType: listing.taskType,
    mainStatus: listing.mainStatus,
    subStatus: listing.subStatus,
    inTaskStatus: listing.inTaskStatus,
    priority: listing.priority,
    planned: isoOf(listing.planned),
    popName: listing.popName,
    street: listing.street,
    postcode: listing.postcode,
    city: listing.city,
    dhid: listing.dhid,
    connectionId: listing.connectionId,
    searchCode: listing.searchCode,
    externalCorrelationId: listing.externalCorrelationId,
    labels: [...listing.labels],
    reason: listing.reason,
    assignee: listing.assignee,
    organization: listing.organization,
    slaDueAt: isoOf(listing.slaDueAt),
    slaStatus: listing.slaStatus,
    createdAt: isoOf(listing.createdAt),
    updatedAt: isoOf(listing.updatedAt),
    endedAt: isoOf(listing.endedAt),
    ended: listing.ended,
    pending: listing.pending,
    refused: listing.refused,
  };
}
