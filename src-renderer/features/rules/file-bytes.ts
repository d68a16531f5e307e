/** Files in and out of the window, byte for byte. */
import { mostRuleFileBytes } from '@contract/rules/rule-file.ts';
import { saveFile } from '../../app/save-file.ts';

/**
 * The bytes of a file in base64; of one that is too large as many as show that it is. Rejects when it can't be read.
 */
export function readBase64(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onerror = () => reject(reader.error ?? new Error('the file could not be read'));
    reader.onload = () => {
      const url = typeof reader.result === 'string' ? reader.result : '';
      resolve(url.slice(url.indexOf(',') + 1));
    };
    reader.readAsDataURL(file.slice(0, mostRuleFileBytes + 1));
  });
}

/** Offers bytes in base64 to be saved under a name, as they are. */
export function saveBase64(fileName: string, content: string): void {
  const bytes = Uint8Array.from(atob(content), (character) => character.charCodeAt(0));
  saveFile({ fileName, mimeType: 'application/octet-stream' }, bytes);
}
