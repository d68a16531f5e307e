/**
 * The contents of attachments at the platform: pulled from Systems, checked by the rules of contract section 9, kept,
 * and served.
 *
 * Invariants: a content is kept only when size and hash are those its entry says; kept in a folder, it is on the disk
 * before the judgement that rests on it.
 */
import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { AttachmentIssue } from '../../contract/attachments.ts';
import { TaskDocument, type Attachment } from '../../contract/document/task-document.ts';
import {
  attachmentIssues,
  attachmentRefusal,
  contentMismatch,
  newAttachments,
} from '../../domain/attachments.ts';
import type { CallResult } from '../../equitri/http.ts';
import type { SyncError } from '../../equitri/messages.ts';
import type { Judgement } from './judge.ts';

export interface Contents {
  /** The content of an attachment, or null when it is not here. */
  read(attachment: Attachment): Promise<Uint8Array | null>;
  /** Keeps a content under its hash. */
  keep(sha256: string, bytes: Uint8Array): Promise<void>;
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function onDisk(folder: string, sha256: string): Promise<Uint8Array | null> {
  try {
    return await readFile(join(folder, sha256));
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw thrown;
  }
}

async function toDisk(folder: string, sha256: string, bytes: Uint8Array): Promise<void> {
  await mkdir(folder, { recursive: true });
  const part = join(folder, `${sha256}.part`);
  const handle = await open(part, 'w');
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(part, join(folder, sha256));
}

/**
 * Contents in memory and, unless `folder` is null, in that folder. `seeded` gives the content of an attachment that
 * the network began with, by its id.
 */
export function platformContents(
  folder: string | null,
  seeded: (attachmentId: string) => Uint8Array | null = () => null,
): Contents {
  const kept = new Map<string, Uint8Array>();
  return {
    async read({ id, sha256 }) {
      const key = sha256?.toLowerCase() ?? '';
      // A hash is the name of a file; anything else must not become one.
      const known = /^[0-9a-f]{64}$/.test(key);
      const held = kept.get(key) ?? (folder === null || !known ? null : await onDisk(folder, key));
      return held ?? seeded(id);
    },
    async keep(sha256, bytes) {
      if (folder !== null) await toDisk(folder, sha256, bytes);
      kept.set(sha256, bytes);
    },
  };
}

/** What the platform says of a broken rule. */
function wordsOf(issue: AttachmentIssue): string {
  switch (issue.rule) {
    case 'fileName':
      return 'the file name is not allowed';
    case 'extension':
      return `extension not allowed; allowed: ${issue.allowed.join(', ')}`;
    case 'empty':
      return 'the file is empty';
    case 'fileTooLarge':
      return `the file has ${issue.size} bytes, at most ${issue.most}`;
    case 'taskTooLarge':
      return `the files of the task have ${issue.size} bytes, at most ${issue.most}`;
    case 'tooManyFiles':
      return `the task has ${issue.files} files, at most ${issue.most}`;
  }
}

/** What is wrong with the entry itself: a rule it breaks, or that its content can't be verified. */
function entryProblem(present: readonly Attachment[], attachment: Attachment): string | null {
  const { fileName, size, sha256 } = attachment;
  if (typeof size !== 'number' || typeof sha256 !== 'string') return 'size and sha256 are required';
  const issues = attachmentIssues(present, { fileName, size });
  return issues.length > 0 ? issues.map(wordsOf).join('; ') : null;
}

/** Calls that gave no content, told apart: the System does not have it, or is not to be reached now. */
const notToBeHad: readonly string[] = ['notVisible', 'notPermitted', 'refused'];

/**
 * Pulls the contents that an offered document adds to the platform's own. Answers with what is refused, or null when
 * the System could not be reached: the offer is taken up again later. `ask` asks the System for a content.
 */
export async function pullOffered(
  contents: Contents,
  own: TaskDocument,
  served: unknown,
  ask: (attachmentId: string) => Promise<CallResult>,
): Promise<SyncError[] | null> {
  const offered = TaskDocument.safeParse(served);
  if (!offered.success) return []; // judged as such
  const present = [...(own.attachments ?? [])];
  const errors: SyncError[] = [];
  for (const { at, attachment } of newAttachments(present, offered.data.attachments ?? [])) {
    const problem = entryProblem(present, attachment);
    present.push(attachment);
    if (problem !== null) {
      errors.push(attachmentRefusal(at, problem));
      continue;
    }
    const result = await ask(attachment.id);
    if (result.kind === 'trouble') {
      if (!notToBeHad.includes(result.trouble.kind)) return null;
      errors.push(attachmentRefusal(at, 'the System does not serve its content'));
      continue;
    }
    const bytes = result.bytes ?? new Uint8Array();
    const facts = { size: bytes.length, sha256: sha256Of(bytes) };
    const mismatch = contentMismatch(attachment, facts);
    if (mismatch === null) await contents.keep(facts.sha256, bytes);
    else errors.push(attachmentRefusal(at, `its content ${mismatch}`));
  }
  return errors;
}

/** A judgement of a document whose contents were pulled: what would be accepted is not when one of them is refused. */
export function withContents(judgement: Judgement, errors: SyncError[]): Judgement {
  if (judgement.kind !== 'accepted' || errors.length === 0) return judgement;
  return { kind: 'refused', errors, onDemand: false };
}
