/** Opening an attachment: a picture is shown, anything else is saved by the system's own dialog. */
import type { Output } from '@contract/methods.ts';
import { saveFile } from '../../app/save-file.ts';

export type Opened = Output<'attachment.open'>;

/** Kinds that are pictures to a browser and can hold no script. */
const pictures: readonly string[] = ['image/jpeg', 'image/png', 'image/gif'];

export function isPicture(mimeType: string): boolean {
  return pictures.includes(mimeType);
}

/** An address of the content, good until it is revoked. */
export function addressOf({ bytes, mimeType }: Opened): string {
  return URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: mimeType }));
}

/** Hands a content to the system to be saved. */
export function saveOpened(opened: Opened): void {
  saveFile(opened, new Uint8Array(opened.bytes));
}
