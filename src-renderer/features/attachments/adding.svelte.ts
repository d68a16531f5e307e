/**
 * Files on their way into a task, each on its own: one that is refused holds up no other.
 *
 * Invariant: trying a file again carries the same changeId, so that an engine that had saved it before it was lost
 * saves it once.
 */
import { attachmentLimits, attachmentTypes } from '@contract/attachments.ts';
import { PatchdeskError, type Failure } from '@contract/errors.ts';
import { failureOf } from '../../app/failure-of.ts';
import type { Surroundings } from '../../app/surroundings.ts';

/** What a chooser of files offers. */
export const attachmentAccept = Object.keys(attachmentTypes)
  .map((extension) => `.${extension}`)
  .join(',');

export interface AddingFile {
  changeId: string;
  file: File;
  /** Null while it is being saved. */
  failure: Failure | null;
}

export class Adding {
  #files = $state.raw<readonly AddingFile[]>([]);
  readonly #surroundings: Pick<Surroundings, 'engine' | 'newChangeId'>;
  readonly #taskId: string;
  readonly #onAdded: (fileName: string) => void;

  constructor(
    surroundings: Pick<Surroundings, 'engine' | 'newChangeId'>,
    taskId: string,
    onAdded: (fileName: string) => void,
  ) {
    this.#surroundings = surroundings;
    this.#taskId = taskId;
    this.#onAdded = onAdded;
  }

  /** Being saved, or not taken; what was saved is not among them any more. */
  get files(): readonly AddingFile[] {
    return this.#files;
  }

  /** Adds files one after the other; resolves when each was saved or refused. */
  async add(files: readonly File[]): Promise<void> {
    const added = files.map((file) => ({ changeId: this.#surroundings.newChangeId(), file, failure: null }));
    this.#files = [...this.#files, ...added];
    for (const one of added) await this.#save(one);
  }

  async retry(one: AddingFile): Promise<void> {
    this.#set(one, null);
    await this.#save(one);
  }

  dismiss({ changeId }: AddingFile): void {
    this.#files = this.#files.filter((other) => other.changeId !== changeId);
  }

  async #save(one: AddingFile): Promise<void> {
    const { changeId, file } = one;
    try {
      const bytes = await bytesOf(file);
      const taskId = this.#taskId;
      await this.#surroundings.engine.call('attachment.add', {
        changeId,
        taskId,
        fileName: file.name,
        bytes,
      });
      this.dismiss(one);
      this.#onAdded(file.name);
    } catch (thrown) {
      this.#set(one, failureOf(thrown));
    }
  }

  #set({ changeId }: AddingFile, failure: Failure | null): void {
    this.#files = this.#files.map((other) => (other.changeId === changeId ? { ...other, failure } : other));
  }
}

/** The bytes of a file; one that is far too large is not even read. */
async function bytesOf(file: File): Promise<Uint8Array> {
  const most = attachmentLimits.fileBytes;
  if (file.size <= most) return new Uint8Array(await file.arrayBuffer());
  const issues = [{ rule: 'fileTooLarge' as const, size: file.size, most }];
  throw new PatchdeskError('ATTACHMENT_REFUSED', { fileName: file.name, issues });
}

/** The same file under a prescribed name, with the extension that says what is in it. */
export function namedAs(file: File, name: string): File {
  const extension = /\.[^.]+$/.exec(file.name)?.[0] ?? '';
  return new File([file], name + extension, { type: file.type });
}

/** The files of a paste; none when it is text that somebody pastes where they type. */
export function pastedFiles({ clipboardData, target }: ClipboardEvent): File[] {
  const typing = target instanceof HTMLElement && target.matches('input, textarea, [contenteditable="true"]');
  if (typing && clipboardData?.types.includes('text/plain')) return [];
  return [...(clipboardData?.files ?? [])];
}
