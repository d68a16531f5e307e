/** Sizes of files as people read them: MB of 1,048,576 bytes, as the platform counts them. */

const kilobyte = 1024;

/** `2.35 MB`; rounded up, so that what is over a limit never reads as the limit itself. */
export function megabytes(tag: string, bytes: number): string {
  const rounded = Math.ceil((bytes / kilobyte ** 2) * 100) / 100;
  return `${new Intl.NumberFormat(tag, { maximumFractionDigits: 2 }).format(rounded)}\u00a0MB`;
}

/** `340 B`, `12 kB`, `2.4 MB`: how large a file in a list is. */
export function fileSize(tag: string, bytes: number): string {
  const words = (value: number, unit: string) =>
    `${new Intl.NumberFormat(tag, { maximumFractionDigits: 1 }).format(value)}\u00a0${unit}`;
  if (bytes < kilobyte) return words(bytes, 'B');
  if (bytes < kilobyte ** 2) return words(Math.round(bytes / kilobyte), 'kB');
  return words(bytes / kilobyte ** 2, 'MB');
}
