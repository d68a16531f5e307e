/**
 * What the platform makes of a document that a System offers (contract sections 5, 7 and 10).
 *
 * Strict on purpose: a client that passes here has kept every rule of the contract. All mistakes of a document are
 * named at once, but what makes the rest meaningless is named alone: a body that is no document, an ended task, a
 * document based on an older version.
 */
import { TaskDocument } from '../../contract/document/task-document.ts';
import { issuesOf } from '../../contract/errors.ts';
import { setFields } from '../../domain/patch.ts';
import { isEmpty, read, steps } from '../../contract/pointer.ts';
import type { Rules } from '../../domain/rules.ts';
import { same } from '../../domain/same.ts';
import { syncCodes, type SyncError } from '../../equitri/messages.ts';
import { differences } from './differences.ts';

export type Judgement =
  /** What it says is what the platform has: a repeat, success without effect (contract rule 7). */
  | { kind: 'nothingNew' }
  /** `document` has the fields of the System; version and moments are still the platform's old ones. */
  | { kind: 'accepted'; document: TaskDocument }
  /** `onDemand`: for no other reason than that the sandbox was told to (`refuseNextSync`). */
  | { kind: 'refused'; errors: SyncError[]; onDemand: boolean };

/** Fields that the platform keeps itself; a System shows what it last saw of them, so they are not compared. */
const keptByPlatform = new Set(['version', 'updatedAt', 'closedAt']);

/** First steps of the pointers a contractor may write (contract section 7, column W). */
const writable = new Set([
  ...['mainStatus', 'subStatus', 'reasons', 'planned', 'plannedUntil', 'assignee', 'labels', 'work'],
  ...['notes', 'attachments'], // append only
]);

/** Lists that only grow: their elements are known by `id` and never change. */
const appendOnly = ['notes', 'attachments'] as const;

function refused(...errors: SyncError[]): Judgement {
  return { kind: 'refused', errors, onDemand: false };
}

function invalid(field: string, message: string): SyncError {
  return { code: syncCodes.validationFailed, field, message };
}

function notUpdatable(field: string, message: string): SyncError {
  return { code: syncCodes.fieldNotUpdatable, field, message };
}

/** The offered fields on top of the platform's own: what is absent is untouched (contract section 7). */
function merged(own: TaskDocument, offered: TaskDocument): TaskDocument {
  const kept = Object.fromEntries([...keptByPlatform].map((name) => [name, own[name]]));
  return setFields(own, { ...offered, ...kept }) as TaskDocument;
}

/** Read-only fields have to come back as they were served, also those the contract does not know. */
function readOnlyErrors(own: TaskDocument, offered: TaskDocument): SyncError[] {
  return differences(own, offered)
    .filter((field) => {
      const first = steps(field)[0] ?? '';
      return !writable.has(first) && !keptByPlatform.has(first);
    })
    .map((field) => notUpdatable(field, 'is read-only for the executing party'));
}

function appendErrors(own: TaskDocument, offered: TaskDocument): SyncError[] {
  return appendOnly.flatMap((name) => {
    const list = offered[name];
    if (list === undefined) return [];
    const found = new Map((list ?? []).map((item) => [item.id, item]));
    const lost = (own[name] ?? []).flatMap((item, at) => {
      const there = found.get(item.id);
      if (!there) return [notUpdatable(`/${name}/${at}`, `${item.id} is missing: the list only grows`)];
      return same(there, item) ? [] : [notUpdatable(`/${name}/${at}`, `${item.id} was changed`)];
    });
    const twice = found.size < (list ?? []).length ? [invalid(`/${name}`, 'an id is there twice')] : [];
    return [...lost, ...twice];
  });
}

/** Other organizations may be named, their people may not (contract section 7, `assignee`). */
function assigneeErrors(own: TaskDocument, after: TaskDocument): SyncError[] {
  const { assignee } = after;
  if (!assignee || same(own.assignee, assignee)) return [];
  const elsewhere = assignee.orgId !== own.orgId && !isEmpty(assignee.userName);
  return elsewhere
    ? [invalid('/assignee/userName', 'only inside the own organization can a person be named')]
    : [];
}

function transitionErrors(rules: Rules, own: TaskDocument, after: TaskDocument): SyncError[] {
  const verdict = rules.check(own.mainStatus, after);
  if (verdict.kind === 'needs') {
    return verdict.missing.map((field) => invalid(field, `is needed for ${after.mainStatus}`));
  }
  if (verdict.kind === 'allowed') return [];
  const message = `${own.mainStatus} to ${after.mainStatus}; allowed: ${verdict.allowed.join(', ') || 'none'}`;
  return [{ code: syncCodes.transitionNotAllowed, field: '/mainStatus', message }];
}

/** Numbers outside the limits of the work form. */
function limitErrors(rules: Rules, after: TaskDocument): SyncError[] {
  return (rules.formOf(after.taskType)?.fields ?? []).flatMap(({ field, least, most, unit = '' }) => {
    const value = read(after, field);
    if (typeof value !== 'number') return [];
    if (value >= (least ?? -Infinity) && value <= (most ?? Infinity)) return [];
    return [
      invalid(field, `is ${value}, must lie between ${least ?? '-'} and ${most ?? '-'} ${unit}`.trim()),
    ];
  });
}

/** The pointer that a refusal on demand blames: the measured power when that was changed, else the first change. */
function blamed(own: TaskDocument, after: TaskDocument): string {
  const changed = differences(own, after);
  const power = '/work/patch/powerDbm';
  return changed.includes(power) ? power : (changed[0] ?? '/mainStatus');
}

function readBody(own: TaskDocument, body: unknown): { offered: TaskDocument } | { errors: SyncError[] } {
  const parsed = TaskDocument.safeParse(body);
  if (!parsed.success) return { errors: issuesOf(parsed.error).map((one) => invalid(one.path, one.message)) };
  if (parsed.data.id !== own.id) return { errors: [invalid('/id', `is ${parsed.data.id}, not ${own.id}`)] };
  return { offered: parsed.data };
}

function contentErrors(rules: Rules, own: TaskDocument, offered: TaskDocument, after: TaskDocument) {
  return [
    ...readOnlyErrors(own, offered),
    ...appendErrors(own, offered),
    ...assigneeErrors(own, after),
    ...transitionErrors(rules, own, after),
    ...limitErrors(rules, after),
  ];
}

/**
 * Judges `body`, the document as the System served it, against the platform's own. `refuseAnyway` refuses whatever
 * is new in it (`SandboxConditions.refuseNextSync`). Errors have codes of contract section 4 and JSON pointers.
 */
export function judge(rules: Rules, own: TaskDocument, body: unknown, refuseAnyway: boolean): Judgement {
  const read = readBody(own, body);
  if ('errors' in read) return refused(...read.errors);
  const { offered } = read;
  const after = merged(own, offered);
  const errors = contentErrors(rules, own, offered, after);
  if (same(after, own) && errors.length === 0) return { kind: 'nothingNew' };
  if (refuseAnyway) {
    const error = invalid(blamed(own, after), 'refused on demand of the sandbox');
    return { kind: 'refused', errors: [error], onDemand: true };
  }
  if (rules.isEnded(own)) {
    return refused({ code: syncCodes.taskClosed, field: '/mainStatus', message: `is ${own.mainStatus}` });
  }
  if (offered.version < own.version) {
    const message = `is based on ${offered.version}, the platform has ${own.version}`;
    return refused({ code: syncCodes.versionConflict, field: '/version', message });
  }
  if (offered.version > own.version) {
    return refused(notUpdatable('/version', `is ${offered.version}, the platform has ${own.version}`));
  }
  return errors.length > 0 ? refused(...errors) : { kind: 'accepted', document: after };
}
