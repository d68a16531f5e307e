/** What went wrong, as a failure of the closed set: what is none of it is a fault of our own. */
import { toFailure, type Failure } from '@contract/errors.ts';

/** The failure of anything that was thrown; its own words stand in for the reference of a fault. */
export function failureOf(thrown: unknown): Failure {
  const reference = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  return toFailure(thrown) ?? { code: 'INTERNAL', detail: { reference } };
}
