/**
 * Rules of single fields that hold whoever writes them (contract sections 7 and 8, domain reference 4.3). Pure.
 */
import type { FieldIssue } from '../../contract/document/field-issue.ts';
import type { IncidentInfo, Label, TaskDocument } from '../../contract/document/task-document.ts';
import type { Rulebook } from '../../contract/rules/rulebook.ts';
import { isEmpty } from '../../contract/pointer.ts';
import { same } from '../same.ts';

/** A new task is on fibre unless it says otherwise; an existing one keeps what it has, null too (F 1.27.2). */
export const networkTypeOfNew = 'FIBER';

/** A label is not private unless it says so (F 1.25.0). */
export function isPrivate(label: Label): boolean {
  return label.isPrivate ?? false;
}

/** Whether the platform may tell operators: left out, it follows `serviceAffecting`, either way (F 1.27.4). */
export function sendsImpactNotification(incident: IncidentInfo): boolean {
  return incident.sendImpactNotification ?? incident.serviceAffecting ?? false;
}

/** What a document breaks that a System is about to send or has sent; `before` is what the platform has. */
export function fieldIssues(book: Rulebook, before: TaskDocument, after: TaskDocument): FieldIssue[] {
  const issues: FieldIssue[] = [];
  if (!same(before.externalCorrelationId ?? null, after.externalCorrelationId ?? null)) {
    issues.push({ path: '/externalCorrelationId', rule: 'neverChanged', message: 'can never be changed' });
  }
  const { assignee } = after;
  if (
    assignee &&
    !same(before.assignee, assignee) &&
    assignee.orgId !== after.orgId &&
    !isEmpty(assignee.userName)
  ) {
    issues.push({
      path: '/assignee/userName',
      rule: 'ownOrganizationOnly',
      message: 'only inside the own organization can a person be named',
    });
  }
  if (after.priority !== before.priority && !book.priorities.some(({ name }) => name === after.priority)) {
    issues.push({
      path: '/priority',
      rule: 'unknownPriority',
      message: `must be one of ${book.priorities.map(({ name }) => name).join(', ')}`,
    });
  }
  if (isChanged(before, after, ['planned', 'plannedUntil']) && endsTooSoon(after)) {
    issues.push({ path: '/plannedUntil', rule: 'endsBeforeStart', message: 'is before the start' });
  }
  return issues;
}

function isChanged(
  before: TaskDocument,
  after: TaskDocument,
  fields: readonly (keyof TaskDocument)[],
): boolean {
  return fields.some((field) => !same(before[field] ?? null, after[field] ?? null));
}

function endsTooSoon({ planned, plannedUntil }: TaskDocument): boolean {
  if (isEmpty(planned) || isEmpty(plannedUntil)) return false;
  return Date.parse(String(plannedUntil)) < Date.parse(String(planned));
}

/** Pointers of linked tasks whose type the platform does not know: it refuses them (F 1.25.1, 1.27.1). */
export function unknownLinkedTypes(book: Rulebook, document: TaskDocument): string[] {
  const known = new Set(book.taskTypes.map(({ name }) => name));
  return (document.linkedTasks ?? []).flatMap(({ taskType }, at) =>
    taskType !== undefined && taskType !== null && !known.has(taskType)
      ? [`/linkedTasks/${at}/taskType`]
      : [],
  );
}

/**
 * The document as it may be sent: a linked task of an unknown type goes without its type. Absent means untouched, so
 * the platform keeps what it has.
 */
export function sendable(book: Rulebook, document: TaskDocument): TaskDocument {
  const unknown = new Set(unknownLinkedTypes(book, document));
  if (unknown.size === 0 || !document.linkedTasks) return document;
  const linkedTasks = document.linkedTasks.map((link, at) => {
    if (!unknown.has(`/linkedTasks/${at}/taskType`)) return link;
    return Object.fromEntries(Object.entries(link).filter(([name]) => name !== 'taskType')) as typeof link;
  });
  return { ...document, linkedTasks };
}
