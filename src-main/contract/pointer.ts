/** JSON pointers (RFC 6901) into documents: how fields are named in patches, refusals, forms and models. */

export type Fields = Record<string, unknown>;

/** True for an object of fields; not for a list or null. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A field by its name, whatever the name is: `constructor` is a field like any other. */
export function ownField(fields: Fields, name: string): unknown {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

/** The pointer of a path of names. */
export function pointer(path: readonly (string | number)[]): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The names along a pointer. */
export function steps(of: string): string[] {
  return of
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** What stands at a pointer, or undefined where nothing does. */
export function read(document: unknown, at: string): unknown {
  let value: unknown = document;
  for (const step of steps(at)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string, unknown>)[step];
  }
  return value;
}

/** Absent, null, an empty text or an empty list: what a form or a condition calls "not filled in". */
export function isEmpty(value: unknown): boolean {
  return (
    value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
  );
}
