/** Hands a file to the system, which asks where to save it. */
export interface SavedFile {
  fileName: string;
  mimeType: string;
}

const untilTakenUpMs = 60_000;

/** Offers a content to be saved under a name. */
export function saveFile({ fileName, mimeType }: SavedFile, content: string | Uint8Array<ArrayBuffer>): void {
  const address = URL.createObjectURL(new Blob([content], { type: mimeType }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  // Not before the download has taken it up.
  setTimeout(() => URL.revokeObjectURL(address), untilTakenUpMs);
}
