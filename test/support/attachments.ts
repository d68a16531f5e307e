/** Attachments and their contents for tests. */
import { createHash } from 'node:crypto';
import type { Attachment } from '../../src-main/contract/document/task-document.ts';

/** Bytes that are no text: every value, zero and line ends among them. */
export function photoBytes(size = 2_000, seed = 1): Uint8Array {
  return Uint8Array.from({ length: size }, (_, at) => (at * 31 + seed * 17 + (at >> 8)) & 0xff);
}

/** The entry of a document for a content. */
export function attachmentOf(id: string, bytes: Uint8Array, changes: Partial<Attachment> = {}): Attachment {
  return {
    id,
    fileName: `${id}.jpg`,
    mimeType: 'image/jpeg',
    size: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    author: 'Gridsz',
    createdAt: '2026-11-20T08:00:00.000Z',
    ...changes,
  };
}
