/**
 * The closed set of errors that cross a process border, each with its typed detail.
 *
 * A failure is data: code and detail, never a text for people and never a stack. The texts, Dutch and English,
 * are in `src-renderer/messages`, where a missing one does not compile. Inside a process a failure may be thrown
 * as a `PatchdeskError`; at the border it becomes a `Failure` again (`toFailure`).
 */
import { z } from 'zod';
import { AttachmentAbsence, AttachmentIssue } from './attachments.ts';
import { pointer } from './pointer.ts';
import { RecordRefusal } from './record-refusal.ts';
import { FieldIssue } from './document/field-issue.ts';
import { Party } from './rules/party.ts';
import { RuleMistakes } from './rules/rule-mistake.ts';
import { RuleKind } from './rules/rulebook.ts';
import { Unmet } from './rules/unmet.ts';

/** What can be wrong with an own certificate and key: not PEM that can be read, locked by a passphrase, no pair, refused by TLS. */
export const EndpointTlsFault = z.enum(['certificate', 'key', 'keyLocked', 'noPair', 'refused']);
export type EndpointTlsFault = z.infer<typeof EndpointTlsFault>;

const issue = z.object({ path: z.string(), message: z.string() });

export const failureDetails = {
  /** What was handed over does not fit the schema; `where` names the method, file or message. */
  INPUT_INVALID: z.object({ where: z.string(), issues: z.array(issue) }),
  TASK_UNKNOWN: z.object({ taskId: z.string() }),
  /** An ended task takes no changes (domain reference 3.1). */
  TASK_ENDED: z.object({ taskId: z.string(), mainStatus: z.string() }),
  /** `model` does not have this step for us: `allowed` are those it has from here, `others` who may take it. */
  TRANSITION_NOT_ALLOWED: z.object({
    from: z.string(),
    to: z.string(),
    model: z.string(),
    allowed: z.array(z.string()),
    others: z.array(Party),
  }),
  /** `model` has the step, but not as the task stands now. */
  TRANSITION_NEEDS: z.object({ from: z.string(), to: z.string(), model: z.string(), unmet: z.array(Unmet) }),
  /** Fields that the acting party may not write (contract sections 7 and 8); JSON pointers. */
  FIELD_NOT_WRITABLE: z.object({ fields: z.array(z.string()), party: Party }),
  /** The contractor's own record of a task can't be changed like that. */
  RECORD_REFUSED: RecordRefusal,
  /** Values of fields that break a rule of the contract. */
  FIELD_RULE: z.object({ issues: z.array(FieldIssue) }),
  /** An edit that changes nothing. */
  EDIT_EMPTY: z.object({ taskId: z.string() }),
  /** A file breaks rules of contract section 9; every one of them. */
  ATTACHMENT_REFUSED: z.object({ fileName: z.string(), issues: z.array(AttachmentIssue) }),
  ATTACHMENT_UNKNOWN: z.object({ taskId: z.string(), attachmentId: z.string() }),
  /** The content is neither on this device nor to be had from the platform now. */
  ATTACHMENT_UNAVAILABLE: z.object({ fileName: z.string(), reason: AttachmentAbsence }),
  CHANGE_UNKNOWN: z.object({ changeId: z.string() }),
  /** The change is in a state in which this can't be done to it. */
  CHANGE_STATE: z.object({ changeId: z.string(), state: z.string(), wanted: z.string() }),
  /** A later change of the task would have no status step to stand on without this one. */
  CHANGE_NEEDED: z.object({ changeId: z.string() }),
  /** A file of rules that was not taken; nothing has changed. */
  RULE_FILE_REFUSED: RuleMistakes.extend({ kind: RuleKind, fileName: z.string() }),
  /** A file of plan dates that can't be read as a whole; `found` is its heading. */
  PLAN_FILE_REFUSED: z.object({
    fileName: z.string(),
    reason: z.enum(['notText', 'noHeading', 'empty', 'tooLong']),
    found: z.array(z.string()),
  }),
  /** The database was written by a newer Patchdesk than this one can safely open. */
  STORE_TOO_NEW: z.object({ found: z.number(), known: z.number() }),
  /** The local database could not be read or written; `reason` is SQLite's own word for it. */
  STORE_FAILED: z.object({ reason: z.string() }),
  /** There is no room on the disk for what was to be saved; all that was saved before is there. */
  STORE_FULL: z.object({ reason: z.string() }),
  /** The disk, folder or file may not be written. */
  STORE_READ_ONLY: z.object({ reason: z.string() }),
  /** A part of the local database can't be read any more; the next start saves what is readable. */
  STORE_CORRUPT: z.object({ reason: z.string() }),
  /** No environment of this name is set up. */
  ENVIRONMENT_UNKNOWN: z.object({ name: z.string() }),
  /** It lacks secrets that it can't do without. */
  ENVIRONMENT_INCOMPLETE: z.object({ name: z.string(), missing: z.array(z.string()) }),
  /** It is not open, so what only an open one has can't be tried. */
  ENVIRONMENT_NOT_OPEN: z.object({ name: z.string() }),
  /** What is set up could not be written; it is as it was. */
  SETTINGS_FAILED: z.object({ reason: z.string() }),
  /** The system's keyring could not keep or give a secret. */
  VAULT_FAILED: z.object({ reason: z.string() }),
  /** A provisioning file that was not taken; nothing has changed. */
  PROVISIONING_REFUSED: z.object({ fileName: z.string(), issues: z.array(issue) }),
  /** Another program, or another Patchdesk, listens where our endpoint is to listen. */
  ENDPOINT_PORT_TAKEN: z.object({ host: z.string(), port: z.number() }),
  /** The system does not let this program listen on the port; below 1024 most want an administrator. */
  ENDPOINT_PORT_FORBIDDEN: z.object({ host: z.string(), port: z.number() }),
  /** This machine does not have the address our endpoint is to listen on. */
  ENDPOINT_ADDRESS_UNAVAILABLE: z.object({ host: z.string() }),
  /** The certificate and key of our endpoint can't be used; `reason` is which of them and why. */
  ENDPOINT_TLS_INVALID: z.object({ reason: EndpointTlsFault }),
  /** The engine ended before it answered, more often than it is asked again. */
  ENGINE_LOST: z.object({ method: z.string() }),
  METHOD_UNKNOWN: z.object({ method: z.string() }),
  /** The sandbox network did not answer its control route. */
  SANDBOX_UNREACHABLE: z.object({ reason: z.string() }),
  /** A fault of our own; `reference` finds it in the log. */
  INTERNAL: z.object({ reference: z.string() }),
} as const;

export type ErrorCode = keyof typeof failureDetails;
export type FailureDetail<Code extends ErrorCode> = z.infer<(typeof failureDetails)[Code]>;
export type Failure = { [Code in ErrorCode]: { code: Code; detail: FailureDetail<Code> } }[ErrorCode];

const FailureHead = z.object({ code: z.string(), detail: z.unknown() });

function isErrorCode(name: string): name is ErrorCode {
  return Object.hasOwn(failureDetails, name);
}

function isFailure(value: unknown): value is Failure {
  const head = FailureHead.safeParse(value);
  if (!head.success || !isErrorCode(head.data.code)) return false;
  return failureDetails[head.data.code].safeParse(head.data.detail).success;
}

/** A failure as it crosses a border. */
export const FailureSchema = z.custom<Failure>(isFailure, 'is no failure of the closed set');

/** A failure on its way through a process. Its message is for the log; people see the text of the catalogue. */
export class PatchdeskError<Code extends ErrorCode = ErrorCode> extends Error {
  readonly code: Code;
  readonly detail: FailureDetail<Code>;
  readonly failure: Failure;

  constructor(code: Code, detail: FailureDetail<Code>) {
    super(`${code} ${JSON.stringify(detail)}`);
    this.name = 'PatchdeskError';
    this.code = code;
    this.detail = detail;
    this.failure = { code, detail } as Failure;
  }
}

/** The failure of a thrown value, or null when it is none of the closed set. */
export function toFailure(thrown: unknown): Failure | null {
  return thrown instanceof PatchdeskError ? thrown.failure : null;
}

/** The issues of a schema in the shape of `INPUT_INVALID`: JSON pointer and message. */
export function issuesOf(error: z.ZodError): { path: string; message: string }[] {
  return error.issues.map((found) => ({
    path: pointer(found.path.map(String)),
    message: found.message,
  }));
}

/** Parses what came from outside, or throws `INPUT_INVALID` naming where, what and why. */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  where: string,
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new PatchdeskError('INPUT_INVALID', { where, issues: issuesOf(parsed.error) });
}
