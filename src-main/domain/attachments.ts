/**
 * The rules of attachments (contract section 9, A-27). Pure.
 *
 * Invariant: every broken rule is named at once, each with the number that breaks it and the most it may be.
 */
import { attachmentLimits, attachmentTypes, type AttachmentIssue } from '../contract/attachments.ts';
import type { RefusalReason } from '../contract/change.ts';
import type { Attachment } from '../contract/document/task-document.ts';

const weekMs = 7 * 24 * 3_600_000;
const longestName = 255;
/** The type of what we have no better word for. */
const someBytes = 'application/octet-stream';

const types: ReadonlyMap<string, string> = new Map(Object.entries(attachmentTypes));

/** What is behind the last point, in lower case; empty when there is none. */
export function extensionOf(fileName: string): string {
  const at = fileName.lastIndexOf('.');
  return at < 0 ? '' : fileName.slice(at + 1).toLowerCase();
}

/** The media type that the extension stands for, or null for one that may not be sent. */
export function mimeTypeOf(fileName: string): string | null {
  return types.get(extensionOf(fileName)) ?? null;
}

/** The type to open an attachment with: by its extension; what a document claims is not believed. */
export function openingType({ fileName }: Pick<Attachment, 'fileName'>): string {
  return mimeTypeOf(fileName) ?? someBytes;
}

/** A name of a file, not a way to it, and nothing that a disk or a screen reads as something else. */
function isPlainName(fileName: string): boolean {
  const stem = fileName.slice(0, fileName.lastIndexOf('.'));
  return (
    stem.trim() !== '' && fileName.length <= longestName && !/[/\\\p{Cc}\p{Bidi_Control}]/u.test(fileName)
  );
}

/**
 * Every rule that a file would break beside those the task has; empty when it may be added. `size` in bytes.
 */
export function attachmentIssues(
  present: readonly Pick<Attachment, 'size'>[],
  { fileName, size }: { fileName: string; size: number },
): AttachmentIssue[] {
  const { fileBytes, taskBytes, files } = attachmentLimits;
  const issues: AttachmentIssue[] = [];
  const extension = extensionOf(fileName);
  if (!isPlainName(fileName)) issues.push({ rule: 'fileName', fileName });
  if (!types.has(extension)) issues.push({ rule: 'extension', extension, allowed: [...types.keys()] });
  if (size === 0) issues.push({ rule: 'empty' });
  if (size > fileBytes) issues.push({ rule: 'fileTooLarge', size, most: fileBytes });
  const together = present.reduce((sum, one) => sum + (one.size ?? 0), size);
  if (together > taskBytes) issues.push({ rule: 'taskTooLarge', size: together, most: taskBytes });
  if (present.length >= files) issues.push({ rule: 'tooManyFiles', files: present.length + 1, most: files });
  return issues;
}

/** True when the platform has removed the content by now: 104 weeks after it was added. */
export function isExpired({ createdAt }: Pick<Attachment, 'createdAt'>, now: number): boolean {
  if (createdAt === undefined || createdAt === null) return false;
  return now - Date.parse(createdAt) >= attachmentLimits.keptWeeks * weekMs;
}

/** What was received: bytes, and SHA-256 in hexadecimal. */
export interface ContentFacts {
  size: number;
  sha256: string;
}

/**
 * Why a content is not that of its entry in the document, in words for a log or a Sync; null when it is. What the
 * entry leaves out can't be compared, but no content is larger than a file may be.
 */
export function contentMismatch(
  { size, sha256 }: Pick<Attachment, 'size' | 'sha256'>,
  content: ContentFacts,
): string | null {
  if (content.size > attachmentLimits.fileBytes) return `is larger than ${attachmentLimits.fileBytes} bytes`;
  if (typeof size === 'number' && size !== content.size) {
    return `has ${content.size} bytes, the document says ${size}`;
  }
  if (typeof sha256 === 'string' && sha256.toLowerCase() !== content.sha256.toLowerCase()) {
    return `has SHA-256 ${content.sha256}, the document says ${sha256}`;
  }
  return null;
}

/** True when a content is that of its entry; when not, the Sync says so by `attachmentRefusal`. */
export function contentMatches(
  attachment: Pick<Attachment, 'size' | 'sha256'>,
  content: ContentFacts,
): boolean {
  return contentMismatch(attachment, content) === null;
}

/** What a Sync says of the attachment at place `at` of a document whose content is not accepted. */
export function attachmentRefusal(at: number, message: string): RefusalReason {
  return { code: 'ATTACHMENT_REFUSED', field: `/attachments/${at}`, message };
}

/** The attachments that are in one document and not yet in an earlier one, with their place. */
export function newAttachments(
  before: readonly Attachment[],
  after: readonly Attachment[],
): { at: number; attachment: Attachment }[] {
  const known = new Set(before.map(({ id }) => id));
  return after
    .map((attachment, at) => ({ at, attachment }))
    .filter(({ attachment }) => !known.has(attachment.id));
}
