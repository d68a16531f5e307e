/** JSON pointers (RFC 6901) into documents: reading, building, and listing everything that is there. */

type Fields = Record<string, unknown>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const written = (step: string) => step.replaceAll('~', '~0').replaceAll('/', '~1');
const meant = (step: string) => step.replaceAll('~1', '/').replaceAll('~0', '~');

/** What stands at a pointer, or undefined where nothing does. */
export function readAt(document: unknown, pointer: string): unknown {
  let value = document;
  for (const step of pointer.split('/').slice(1).map(meant)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Fields)[step];
  }
  return value;
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
    const path = pointer.split('/').slice(1).map(meant);
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
    return Object.entries(value).flatMap(([name, inner]) => leavesOf(inner, `${at}/${written(name)}`));
  }
  return [{ pointer: at, value }];
}
