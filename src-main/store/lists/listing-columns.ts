/** A listing as it lies in the file, and as it is read from it. */
import type { Listing } from '../../domain/listing/listing.ts';
import type { Ended } from './choices.ts';

/** A listing as it lies in the file. */
export interface ListingColumns {
  task_no: number;
  task_id: string;
  api: Listing['api'];
  task_type: string;
  main_status: string;
  sub_status: string | null;
  in_task_status: string | null;
  sla_status: string | null;
  priority: string | null;
  pop_name: string | null;
  reason: string | null;
  assignee: string | null;
  organization: string | null;
  change_state: Listing['changeState'];
  labels: string | null;
  pending: number;
  refused: number;
  street: string | null;
  postcode: string | null;
  city: string | null;
  dhid: string | null;
  connection_id: string | null;
  search_code: string | null;
  external_correlation_id: string | null;
  ended: Ended;
  planned: number | null;
  sla_due_at: number | null;
  created_at: number | null;
  updated_at: number | null;
  ended_at: number | null;
}

/** What a list shows, without the keys. */
export const listingColumns = `task_no, task_id, api, task_type, main_status, sub_status, in_task_status, sla_status,
  priority, pop_name, reason, assignee, organization, change_state, labels, pending, refused, street, postcode, city,
  dhid, connection_id, search_code, external_correlation_id, ended, planned, sla_due_at, created_at, updated_at, ended_at`;

export function toListing(row: ListingColumns): Listing {
  return {
    taskId: row.task_id,
    api: row.api,
    taskType: row.task_type,
    mainStatus: row.main_status,
    subStatus: row.sub_status,
    inTaskStatus: row.in_task_status,
    slaStatus: row.sla_status,
    priority: row.priority,
    popName: row.pop_name,
    reason: row.reason,
    assignee: row.assignee,
    organization: row.organization,
    changeState: row.change_state,
    labels: row.labels === null ? [] : (JSON.parse(row.labels) as string[]),
    pending: row.pending,
    refused: row.refused,
    street: row.street,
    postcode: row.postcode,
    city: row.city,
    dhid: row.dhid,
    connectionId: row.connection_id,
    searchCode: row.search_code,
    externalCorrelationId: row.external_correlation_id,
    ended: row.ended === 1,
    planned: row.planned,
    slaDueAt: row.sla_due_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    endedAt: row.ended_at,
  };
}

/** The same with the name by which questions call the listing: `l`. */
export const qualifiedColumns = listingColumns
  .split(',')
  .map((name) => `l.${name.trim()}`)
  .join(', ');
