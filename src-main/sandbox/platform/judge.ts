/**
 * What the platform makes of a document that a System offers (contract sections 5, 7 and 10).
 *
 * Strict on purpose: a client that passes here has kept every rule of the contract. All mistakes of a document are
 * named at once, but what makes the rest meaningless is named alone: a body that is no document, an ended task, a
 * document based on an older version.
 */
import { TaskDocument, type LinkedTask } from '../../contract/document/task-document.ts';
import { keptByPlatform } from '../../contract/document/field-table.ts';
import type { Api } from '../../contract/document/values.ts';
import { issuesOf } from '../../contract/errors.ts';
import type { Unmet } from '../../contract/rules/unmet.ts';
import type { FormField } from '../../contract/rules/work-form.ts';
import { setFields } from '../../domain/patch.ts';
import { isFields, pointer, read, steps } from '../../contract/pointer.ts';
import type { Rules } from '../../domain/rules/rules.ts';
import { same } from '../../domain/same.ts';
import { syncCodes, type SyncError } from '../../equitri/messages.ts';
import { mayWrite } from '../../domain/document/writable.ts';
import { fieldIssues, unknownLinkedTypes } from '../../domain/document/field-rules.ts';
import { differences } from '../../domain/merge/differences.ts';

export type Judgement =
  /** What it says is what the platform has: a repeat, success without effect (contract rule 7). */
  | { kind: 'nothingNew' }
  /** `document` has the fields of the System; version and moments are still the platform's old ones. */
  | { kind: 'accepted'; document: TaskDocument }
  /** `onDemand`: for no other reason than that the sandbox was told to (`refuseNextSync`). */
  | { kind: 'refused'; errors: SyncError[]; onDemand: boolean };

/** A System shows what it last saw of these, so they are not compared. */
const kept: ReadonlySet<string> = new Set(keptByPlatform);

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

/** A linked task that goes without its type, because the System does not know it, keeps the one it has. */
function linksOf(own: TaskDocument, offered: TaskDocument): Pick<TaskDocument, 'linkedTasks'> {
  if (!offered.linkedTasks) return {};
  const known = new Map((own.linkedTasks ?? []).map((link) => [link.taskId, link]));
  const typed = (link: LinkedTask) => {
    const taskType = known.get(link.taskId)?.taskType;
    return taskType === undefined || 'taskType' in link ? link : { ...link, taskType };
  };
  return { linkedTasks: offered.linkedTasks.map(typed) };
}

/** The offered fields on top of the platform's own: what is absent is untouched (contract section 7). */
function merged(own: TaskDocument, offered: TaskDocument): TaskDocument {
  const unchanged = Object.fromEntries(keptByPlatform.map((name) => [name, own[name]]));
  return setFields(own, { ...offered, ...linksOf(own, offered), ...unchanged }) as TaskDocument;
}

/** Emptying a group empties each field of it. */
const isEmptiedGroup = (own: TaskDocument, offered: TaskDocument, field: string) =>
  isFields(read(own, field)) && read(offered, field) === null;

const leavesAt = (own: TaskDocument, field: string) => differences(null, read(own, field), steps(field));

/** How the rows of lists that a System writes whole are told apart. */
const keyedRows: readonly (readonly [list: string, key: string])[] = [
  ['/labels', '/name'],
  ['/work/ftu/fibres', '/fibre'],
];

const rowsAt = (document: TaskDocument, list: string): unknown[] => {
  const rows = read(document, list);
  return Array.isArray(rows) ? (rows as unknown[]) : [];
};

/** A row that is written again has everything that it had: a list is whole, so what is left out of it is lost. */
function lostInRows(own: TaskDocument, offered: TaskDocument): SyncError[] {
  return keyedRows.flatMap(([list, key]) =>
    rowsAt(offered, list).flatMap((row, at) => {
      const same = rowsAt(own, list).filter((one) => read(one, key) === read(row, key));
      const [before] = same;
      if (same.length !== 1 || !isFields(before) || !isFields(row)) return [];
      return Object.keys(before)
        .filter((name) => !Object.hasOwn(row, name))
        .map((name) =>
          notUpdatable(list + pointer([at, name]), 'was left out of a list that is written whole'),
        );
    }),
  );
}

/** Read-only fields have to come back as they were served, also those the contract does not know. */
function readOnlyErrors(rules: Rules, api: Api, own: TaskDocument, offered: TaskDocument): SyncError[] {
  return differences(own, { ...offered, ...linksOf(own, offered) })
    .flatMap((field) => (isEmptiedGroup(own, offered, field) ? leavesAt(own, field) : [field]))
    .filter((field) => !kept.has(steps(field)[0] ?? '') && !mayWrite(api, rules.party, field))
    .map((field) => notUpdatable(field, `is read-only for the party ${rules.party}`));
}

function ruleErrors(
  rules: Rules,
  own: TaskDocument,
  offered: TaskDocument,
  after: TaskDocument,
): SyncError[] {
  return [
    ...fieldIssues(rules.book, own, after).map(({ path, message }) => invalid(path, message)),
    ...unknownLinkedTypes(rules.book, offered).map((field) => invalid(field, 'is no known task type')),
  ];
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

function unmetError(to: string, unmet: Unmet): SyncError {
  if (unmet.kind === 'field') return invalid(unmet.field, `is needed for ${to}`);
  if (unmet.kind === 'reason') {
    return invalid('/reasons', `${to} needs a ${unmet.use} reason: ${unmet.codes.join(', ') || 'any'}`);
  }
  return invalid('/mainStatus', `${to} needs ${JSON.stringify(unmet)}`);
}

function transitionErrors(rules: Rules, api: Api, own: TaskDocument, after: TaskDocument): SyncError[] {
  const verdict = rules.check(api, own, after, null);
  if (verdict.kind === 'allowed') return [];
  if (verdict.kind === 'needs') return verdict.unmet.map((unmet) => unmetError(after.mainStatus, unmet));
  const message = `${own.mainStatus} to ${after.mainStatus}; allowed: ${verdict.allowed.join(', ') || 'none'}`;
  return [{ code: syncCodes.transitionNotAllowed, field: '/mainStatus', message }];
}

function limitError(at: string, value: unknown, { least, most, unit }: FormField): SyncError[] {
  if (typeof value !== 'number') return [];
  if (value >= (least ?? -Infinity) && value <= (most ?? Infinity)) return [];
  return [
    invalid(at, `is ${value}, must lie between ${least ?? '-'} and ${most ?? '-'} ${unit ?? ''}`.trim()),
  ];
}

/** Numbers outside the limits of the work form. */
function limitErrors(rules: Rules, after: TaskDocument): SyncError[] {
  return (rules.formOf(after.taskType)?.fields ?? []).flatMap((field) => {
    const value = read(after, field.field);
    if (field.input !== 'fibres') return limitError(field.field, value, field);
    const rows = Array.isArray(value) ? (value as unknown[]) : [];
    return rows.flatMap((row, at) =>
      field.each.flatMap((cell) =>
        limitError(`${field.field}/${at}${cell.field}`, read(row, cell.field), cell),
      ),
    );
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

function contentErrors(
  rules: Rules,
  api: Api,
  own: TaskDocument,
  offered: TaskDocument,
  after: TaskDocument,
): SyncError[] {
  const readOnly = readOnlyErrors(rules, api, own, offered);
  const named = new Set(readOnly.map(({ field }) => field));
  return [
    ...readOnly,
    ...appendErrors(own, offered),
    ...lostInRows(own, offered),
    ...ruleErrors(rules, own, offered, after).filter(({ field }) => !named.has(field)),
    ...transitionErrors(rules, api, own, after),
    ...limitErrors(rules, after),
  ];
}

/**
 * Judges `body`, the document as the System served it, against the platform's own. `refuseAnyway` refuses whatever
 * is new in it (`SandboxConditions.refuseNextSync`). Errors have codes of contract section 4 and JSON pointers.
 */
export function judge(
  rules: Rules,
  api: Api,
  own: TaskDocument,
  body: unknown,
  refuseAnyway: boolean,
): Judgement {
  const read = readBody(own, body);
  if ('errors' in read) return refused(...read.errors);
  const { offered } = read;
  const after = merged(own, offered);
  const errors = contentErrors(rules, api, own, offered, after);
  if (same(after, own) && errors.length === 0) return { kind: 'nothingNew' };
  if (refuseAnyway) {
    const error = invalid(blamed(own, after), 'refused on demand of the sandbox');
    return { kind: 'refused', errors: [error], onDemand: true };
  }
  if (rules.isEnded(api, own)) {
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
