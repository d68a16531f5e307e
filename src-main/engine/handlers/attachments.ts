/** The calls about attachments. */
import type { PlatformClient } from '../../equitri/platform-client.ts';
import { addAttachment, openAttachment } from '../../sync/attachments.ts';
import type { SyncContext } from '../../sync/context.ts';
import type { Handlers } from '../windows.ts';

type AttachmentHandlers = Pick<Handlers, 'attachment.add' | 'attachment.open'>;

/** `changed` is called when something may have become due. */
export function attachmentHandlers(
  context: SyncContext,
  client: PlatformClient,
  changed: () => void,
): AttachmentHandlers {
  return {
    'attachment.add': (file) => {
      const added = addAttachment(context, file);
      changed();
      return added;
    },
    'attachment.open': ({ taskId, attachmentId }) => openAttachment(context, client, taskId, attachmentId),
  };
}
