/** Figures of repeated measurements. */

/** One row of the table, and of the JSON file. */
export interface Row {
  operation: string;
  size: number;
  product: string;
  p50Ms: number | null;
  p95Ms: number | null;
  /** For what is done in bulk. */
  perSecond: number | null;
  /** Against straight SQLite of the same size; against the empty window for a cold start. Under 1 is quicker. */
  ratio: number | null;
}

export function percentile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const unique = <Value>(values: readonly Value[]): Value[] => [...new Set(values)];

/** The operations in the order in which they were done: the largest size has those that small ones have not. */
export function operationsOf(rows: readonly Row[]): string[] {
  const largestFirst = [...rows].sort((one, other) => other.size - one.size);
  return unique(largestFirst.map(({ operation }) => operation));
}

/** The name of a product without its version and what it is built upon. */
export function shortName(product: string): string {
  return product.replace(/ (\d|\().*/, '');
}

/** Milliseconds a row stands for: of what is done in bulk, those of a thousand tasks. */
export function cost({ p50Ms, p95Ms, perSecond }: Row): number | null {
  return perSecond === null ? (p50Ms ?? p95Ms) : 1_000_000 / perSecond;
}

/** To the precision that is worth reading. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
