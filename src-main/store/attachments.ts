/**
 * The contents of attachments: their files, and the rows that say which there are.
 *
 * Invariants: a row is written only after its file is on the disk (`keep` before the transaction, `record` in it), so
 * that a crash in between leaves a file nobody refers to, never a row without its content; nothing is handed out that
 * does not have the size and hash of its row.
 */
import { createHash } from 'node:crypto';
import type { ContentFacts } from '../domain/attachments.ts';
import type { ContentFiles } from './content-files.ts';
import type { WriteConnection } from './opening/connections.ts';
import { storeFailure } from './opening/store-failure.ts';

/** An attachment that was added here. */
export interface AddedAttachment {
  changeId: string;
  sha256: string;
}

export type ContentRead =
  | { kind: 'content'; bytes: Uint8Array }
  /** It was never here. */
  | { kind: 'none' }
  /** It was here, and what the disk has now is not it: missing, cut or altered. */
  | { kind: 'damaged' };

export type AttachmentTable = ReturnType<typeof attachmentTable>;

/** Size and hash of a content. */
export function factsOf(bytes: Uint8Array): ContentFacts {
  return { size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** The error of a disk as STORE_*. */
function onDisk<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (thrown) {
    throw storeFailure(thrown);
  }
}

/** The queries on attachments, prepared once, and the files behind them. */
export function attachmentTable(db: WriteConnection, files: ContentFiles) {
  const put = db.prepare<[string, number, string]>(
    'insert into attachment_content (sha256, size, at) values (?, ?, ?) on conflict do nothing',
  );
  const get = db.prepare<[string], { size: number }>('select size from attachment_content where sha256 = ?');
  const putAdded = db.prepare<[string, string, string]>(
    'insert into attachment_added (attachment_id, change_id, sha256) values (?, ?, ?)',
  );
  const getAdded = db.prepare<[string], AddedAttachment>(
    'select change_id as changeId, sha256 from attachment_added where attachment_id = ?',
  );

  return {
    /** Writes a content to the disk, before the transaction that records it. Throws STORE_*. */
    keep(bytes: Uint8Array): ContentFacts {
      const facts = factsOf(bytes);
      onDisk(() => files.write(facts.sha256, bytes));
      return facts;
    },
    /** Says that a kept content is there, in the transaction of the caller. */
    record: ({ sha256, size }: ContentFacts, at: string) => void put.run(sha256, size, at),
    /** Says which change of ours added it, in the transaction that appends the change. */
    recordAdded: (attachmentId: string, { changeId, sha256 }: AddedAttachment) =>
      void putAdded.run(attachmentId, changeId, sha256),
    added: (attachmentId: string): AddedAttachment | null => getAdded.get(attachmentId) ?? null,
    /** A content, verified. Throws STORE_* when the disk can't be read. */
    read(sha256: string): ContentRead {
      const row = get.get(sha256);
      if (!row) return { kind: 'none' };
      const bytes = onDisk(() => files.read(sha256));
      if (!bytes || bytes.length !== row.size || factsOf(bytes).sha256 !== sha256) return { kind: 'damaged' };
      return { kind: 'content', bytes };
    },
  };
}
