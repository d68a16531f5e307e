/** Documents by JSON pointer: building one from fields, and listing every field that is there. */
import { pointer as pointerTo, steps } from '@contract/pointer.ts';

type Fields = Record<string, unknown>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Absent, null, an empty text, list or object: there is nothing to show. */
export function isEmptyValue(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** An object that has just these fields. */
export function buildFrom(entries: Iterable<readonly [pointer: string, value: unknown]>): Fields {
  const built: Fields = {};
  for (const [pointer, value] of entries) {
    const path = steps(pointer);
    const last = path.pop();
    if (last === undefined) continue;
    let target = built;
    for (const step of path) {
      const next = target[step];
      target = isFields(next) ? next : (target[step] = {});
    }
    target[last] = value;
  }
  return built;
}

/** Every filled field of a document; lists of plain values count as one field. */
export function leavesOf(value: unknown, at = ''): { pointer: string; value: unknown }[] {
  if (isEmptyValue(value)) return [];
  if (Array.isArray(value) && value.some((item) => typeof item === 'object')) {
    return value.flatMap((item, index) => leavesOf(item, `${at}/${index}`));
  }
  if (isFields(value)) {
    return Object.entries(value).flatMap(([name, inner]) => leavesOf(inner, at + pointerTo([name])));
  }
  return [{ pointer: at, value }];
}
