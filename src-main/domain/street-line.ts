/** Street, number and addition as people write them: 12A, but 12 2, which is not number 122. */
import type { Address } from '../contract/document/place.ts';

/** The line, or an empty text where nothing of it is known. */
export function streetLine(address: Address | null | undefined): string {
  const addition = address?.addition ?? '';
  const gap = /^\d/.test(addition) ? ' ' : '';
  return `${address?.street ?? ''} ${address?.houseNumber ?? ''}${gap}${addition}`.trim();
}
