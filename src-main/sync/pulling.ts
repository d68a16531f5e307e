/**
 * The contents of attachments that the platform added: pulled after its document and before our Sync, and verified
 * (contract section 9).
 *
 * Invariants: a content is kept only when it is that of its entry; what the platform can't be reached for leaves the
 * exchange as it is, to be tried again with everything already pulled kept.
 */
import type { RefusalReason } from '../contract/change.ts';
import type { Attachment, TaskDocument } from '../contract/document/task-document.ts';
import { attachmentRefusal, contentMismatch, isExpired, newAttachments } from '../domain/attachments.ts';
import { blocksEnvironment } from '../equitri/answer.ts';
import type { Asking, Failed, PlatformClient } from '../equitri/platform-client.ts';
import { factsOf } from '../store/attachments.ts';
import { keepContent } from './attachments.ts';
import type { SyncContext } from './context.ts';

export type Pulled =
  /** Everything was tried; `refusals` are for our Sync. */
  { kind: 'pulled'; refusals: RefusalReason[] } | Failed;

/** True when the content is here and whole. */
function isHere({ store }: SyncContext, { sha256 }: Attachment): boolean {
  return typeof sha256 === 'string' && store.attachments.read(sha256.toLowerCase()).kind === 'content';
}

/** Why the content of one attachment is not accepted, null when it is kept now, or the call that failed. */
async function pullOne(
  context: SyncContext,
  client: PlatformClient,
  asking: Asking,
  attachment: Attachment,
): Promise<string | null | Failed> {
  const result = await client.attachment(asking, attachment.id);
  if (result.kind === 'trouble') {
    return blocksEnvironment(result.trouble) ? result : 'its content is not to be had';
  }
  const mismatch = contentMismatch(attachment, factsOf(result.bytes));
  if (mismatch === null) keepContent(context, result.bytes);
  return mismatch === null ? null : `its content ${mismatch}`;
}

/**
 * What is not here yet: what is new, and what was refused before and may have been put right. What says nothing of its
 * content is looked at once, when it is new.
 */
function wanted(known: readonly Attachment[], attachments: readonly Attachment[]) {
  const isNew = new Set(newAttachments(known, attachments).map(({ at }) => at));
  return attachments
    .map((attachment, at) => ({ at, attachment }))
    .filter(({ at, attachment }) => isNew.has(at) || typeof attachment.sha256 === 'string');
}

/**
 * Pulls what a fetched document has and this device has not; what has expired is left out.
 * `turn` resolves when the next call may go. Throws STORE_FAILED.
 */
export async function pullContents(
  context: SyncContext,
  client: PlatformClient,
  { asking, document }: { asking: Asking; document: TaskDocument },
  turn: () => Promise<void>,
): Promise<Pulled> {
  const { store, surroundings, log } = context;
  const known = store.tasks.get(document.id)?.base.attachments ?? [];
  const refusals: RefusalReason[] = [];
  for (const { at, attachment } of wanted(known, document.attachments ?? [])) {
    if (isExpired(attachment, surroundings.now()) || isHere(context, attachment)) continue;
    await turn();
    const outcome = await pullOne(context, client, asking, attachment);
    if (outcome === null) continue;
    if (typeof outcome !== 'string') return outcome;
    log.warn({ taskId: document.id, attachmentId: attachment.id, outcome }, 'a content is not accepted');
    refusals.push(attachmentRefusal(at, outcome));
  }
  return { kind: 'pulled', refusals };
}
