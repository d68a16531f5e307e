/** The calls about attachments; their bytes travel as they are, by structured clone. */
import { z } from 'zod';

/** A view of any buffer: what comes by structured clone and what a disk gives are both. */
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'must be bytes');
const taskId = z.string().min(1).max(255);

export const attachmentMethods = {
  /**
   * Keeps the file durably and queues it as a change, then answers. The same `changeId` again changes nothing. Fails
   * with ATTACHMENT_REFUSED naming every rule the file breaks.
   */
  'attachment.add': {
    input: z.strictObject({
      changeId: z.uuid(),
      taskId,
      fileName: z.string().max(1000),
      bytes,
    }),
    output: z.object({ changeNumber: z.number().int(), attachmentId: z.string() }),
  },
  /** The content, from this device or else from the platform. Fails with ATTACHMENT_UNAVAILABLE when neither has it. */
  'attachment.open': {
    input: z.strictObject({ taskId, attachmentId: z.string().min(1).max(255) }),
    output: z.object({ fileName: z.string(), mimeType: z.string(), bytes }),
  },
} as const;
