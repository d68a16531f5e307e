/**
 * Attachments of the user: added, opened, and served to the platform (contract section 9).
 *
 * Invariants: the content is on the disk before the change that names it is; a file that breaks a rule is neither
 * kept nor queued; nothing is shown or served that does not have the hash its document says.
 */
import type { Attachment } from '../contract/document/task-document.ts';
import type { Api } from '../contract/document/values.ts';
import { PatchdeskError } from '../contract/errors.ts';
import type { Trouble } from '../contract/sync-status.ts';
import { attachmentIssues, contentMatches, isExpired, openingType } from '../domain/attachments.ts';
import { systemFor } from '../domain/systems.ts';
import type { ServedContent } from '../equitri/content-answer.ts';
import type { PlatformClient } from '../equitri/platform-client.ts';
import { factsOf } from '../store/attachments.ts';
import type { StoredTask } from '../store/tasks.ts';
import { nowIso, type SyncContext } from './context.ts';
import { taskOf } from './change-checks.ts';
import { enqueue } from './outbox.ts';

/** A file as a window hands it over. */
export interface NewFile {
  changeId: string;
  taskId: string;
  fileName: string;
  bytes: Uint8Array;
}

export interface AddedFile {
  changeNumber: number;
  attachmentId: string;
}

function needAllowed({ local }: StoredTask, { fileName, bytes }: NewFile): void {
  const issues = attachmentIssues(local.attachments ?? [], { fileName, size: bytes.length });
  if (issues.length > 0) throw new PatchdeskError('ATTACHMENT_REFUSED', { fileName, issues });
}

/**
 * Keeps a file and queues it as a change. The same `changeId` again returns what it did the first time. Throws
 * ATTACHMENT_REFUSED with every rule it breaks, and what `enqueue` throws.
 */
export function addAttachment(context: SyncContext, file: NewFile): AddedFile {
  const { store, environment, surroundings } = context;
  const { changeId, taskId, fileName, bytes } = file;
  const known = store.changes.get(changeId);
  if (known)
    return { changeNumber: known.changeNumber, attachmentId: known.patch.attachments?.[0]?.id ?? '' };
  const task = taskOf(context, taskId);
  if (task.ended) throw new PatchdeskError('TASK_ENDED', { taskId, mainStatus: task.local.mainStatus });
  needAllowed(task, file);
  const facts = store.attachments.keep(bytes);
  const createdAt = nowIso(context);
  const attachment: Attachment = {
    id: surroundings.newId(),
    fileName,
    mimeType: openingType({ fileName }),
    ...facts,
    author: environment.user.userName,
    createdAt,
  };
  const changeNumber = enqueue(
    context,
    changeId,
    taskId,
    () => ({ attachments: [attachment] }),
    () => {
      store.attachments.record(facts, createdAt);
      store.attachments.recordAdded(attachment.id, { changeId, sha256: facts.sha256 });
    },
  );
  return { changeNumber, attachmentId: attachment.id };
}

/** Keeps a content that was verified. Throws STORE_FAILED. */
export function keepContent(context: SyncContext, bytes: Uint8Array): void {
  const { store } = context;
  const facts = store.attachments.keep(bytes);
  store.transact(() => store.attachments.record(facts, nowIso(context)));
}

/** The content of an attachment on this device, or null. */
function contentHere(context: SyncContext, { id, sha256 }: Attachment): Uint8Array | null {
  if (typeof sha256 !== 'string') return null;
  const found = context.store.attachments.read(sha256.toLowerCase());
  if (found.kind === 'damaged') context.log.error({ attachmentId: id, sha256 }, 'a kept content is damaged');
  return found.kind === 'content' ? found.bytes : null;
}

function unavailable({ kind }: Trouble): 'notFound' | 'unreachable' {
  return kind === 'notVisible' || kind === 'notPermitted' ? 'notFound' : 'unreachable';
}

/**
 * The content of an attachment: from this device, else from the platform and then kept. Throws TASK_UNKNOWN,
 * ATTACHMENT_UNKNOWN, ATTACHMENT_UNAVAILABLE or STORE_FAILED.
 */
export async function openAttachment(
  context: SyncContext,
  client: PlatformClient,
  taskId: string,
  attachmentId: string,
): Promise<ServedContent & { fileName: string }> {
  const { api, local } = taskOf(context, taskId);
  const attachment = (local.attachments ?? []).find(({ id }) => id === attachmentId);
  if (!attachment) throw new PatchdeskError('ATTACHMENT_UNKNOWN', { taskId, attachmentId });
  const { fileName } = attachment;
  const opened = (bytes: Uint8Array) => ({ fileName, mimeType: openingType(attachment), bytes });
  const here = contentHere(context, attachment);
  if (here) return opened(here);
  const { surroundings, environment } = context;
  if (isExpired(attachment, surroundings.now())) {
    throw new PatchdeskError('ATTACHMENT_UNAVAILABLE', { fileName, reason: 'expired' });
  }
  const { systemId, cluster } = systemFor(environment.systems, local.cluster);
  const asking = { api, indicationId: surroundings.newId(), systemId, cluster };
  const result = await client.attachment(asking, attachmentId);
  if (result.kind === 'trouble') {
    throw new PatchdeskError('ATTACHMENT_UNAVAILABLE', { fileName, reason: unavailable(result.trouble) });
  }
  if (!contentMatches(attachment, factsOf(result.bytes))) {
    throw new PatchdeskError('ATTACHMENT_UNAVAILABLE', { fileName, reason: 'mismatch' });
  }
  keepContent(context, result.bytes);
  return opened(result.bytes);
}

/** The content of an attachment that was added here and not withdrawn, for the platform; null when there is none. */
export function showAttachment(context: SyncContext, api: Api, attachmentId: string): ServedContent | null {
  const { store } = context;
  const added = store.attachments.added(attachmentId);
  const change = added && store.changes.get(added.changeId);
  if (!change || change.state === 'withdrawn' || store.tasks.get(change.taskId)?.api !== api) return null;
  const attachment = change.patch.attachments?.find(({ id }) => id === attachmentId);
  const bytes = attachment ? contentHere(context, attachment) : null;
  return attachment && bytes ? { mimeType: openingType(attachment), bytes } : null;
}
