/**
 * The rules of attachments as both sides of the border name them (contract section 9, A-27): a window refuses a film
 * of an hour before it reads it, the engine refuses whatever gets past.
 */
import { z } from 'zod';

const mebibyte = 1024 * 1024;

export const attachmentLimits = {
  fileBytes: 5 * mebibyte,
  taskBytes: 50 * mebibyte,
  files: 20,
  /** How long the platform keeps a file (F). */
  keptWeeks: 104,
} as const;

/** Each extension that may be sent, in lower case, with its type. */
export const attachmentTypes = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  txt: 'text/plain',
  pdf: 'application/pdf',
  doc: 'application/msword',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xls: 'application/vnd.ms-excel',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

const count = z.number().int().nonnegative();

/** A rule that a file breaks, with the numbers: what it would come to, and the most it may. Sizes in bytes. */
export const AttachmentIssue = z.discriminatedUnion('rule', [
  z.object({ rule: z.literal('fileName'), fileName: z.string() }),
  z.object({ rule: z.literal('extension'), extension: z.string(), allowed: z.array(z.string()) }),
  z.object({ rule: z.literal('empty') }),
  z.object({ rule: z.literal('fileTooLarge'), size: count, most: count }),
  z.object({ rule: z.literal('taskTooLarge'), size: count, most: count }),
  z.object({ rule: z.literal('tooManyFiles'), files: count, most: count }),
]);
export type AttachmentIssue = z.infer<typeof AttachmentIssue>;

/** Why a content can't be shown now. */
export const AttachmentAbsence = z.enum(['unreachable', 'notFound', 'mismatch', 'expired', 'damaged']);
export type AttachmentAbsence = z.infer<typeof AttachmentAbsence>;
