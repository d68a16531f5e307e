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

/** To the precision that is worth reading. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
