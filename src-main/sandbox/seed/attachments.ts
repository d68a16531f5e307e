/** Files that are there when a task comes: instructions of whoever ordered it (domain reference 6.1). */
import { createHash } from 'node:crypto';
import type { Attachment } from '../../contract/document/task-document.ts';
import { hoursAfter } from './calendar.ts';
import type { Chance } from './chance.ts';
import type { OrderPlace } from './place.ts';
import type { TaskPlan } from './plan.ts';
import type { Progress } from './progress.ts';

const prefix = 'A-';

/** What is in a seeded file: made of its id, so that nothing has to be kept. Null for an id that is none of ours. */
export function attachmentContent(attachmentId: string): Buffer | null {
  if (!attachmentId.startsWith(prefix)) return null;
  return Buffer.from(
    `Instructie ${attachmentId}\n\nMeld u bij aankomst.\nSluit het rack af en laat de werkplek schoon achter.\n`,
  );
}

/** At most one file, for some tasks. */
export function attachmentsOf(
  plan: TaskPlan,
  place: OrderPlace,
  progress: Progress,
  chance: Chance,
): Attachment[] {
  if (!chance.often(0.15)) return [];
  const id = `${prefix}${plan.taskNumber}`;
  const content = attachmentContent(id);
  if (!content) return [];
  return [
    {
      id,
      fileName: 'instructie.txt',
      mimeType: 'text/plain',
      size: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
      author: place.operator.name,
      createdAt: hoursAfter(progress.createdAt, 0.2),
    },
  ];
}
