/** Addresses as people write them. Pure. */
import type { Address } from '@contract/document/place.ts';
import type { TaskDocument } from '@contract/document/task-document.ts';

const joined = (parts: readonly unknown[], between: string) => parts.filter(Boolean).join(between);

/** `129A`, but `12 2`: two numbers written as one would be another house. */
function numberText(address: Address | null | undefined): string {
  const between = /^\d/.test(String(address?.addition ?? '')) ? ' ' : '';
  return joined([address?.houseNumber, address?.addition], between);
}

/** `Voorstraat 12B` */
export function streetText(address: Address | null | undefined): string {
  return joined([address?.street, numberText(address)], ' ');
}

/** `2611 JK Delft` */
export function townText(address: Address | null | undefined): string {
  return joined([address?.postcode, address?.city], ' ');
}

/** `Voorstraat 12B, 2611 JK Delft`; an address that came as one text is that text. */
export function addressText(address: Address | string | null | undefined): string {
  return typeof address === 'string' ? address : joined([streetText(address), townText(address)], ', ');
}

/** The title of a task: its street, else its PoP, else where the incident is, else nothing. */
export function titleText({ address, PoPInfo, PoPMultiInfo, incidentInfo }: TaskDocument): string {
  const pop = PoPInfo?.popName ?? PoPMultiInfo?.[0]?.popName;
  return streetText(address) || (pop ?? incidentInfo?.location ?? '');
}
