/** The name of a code, or the code itself where there is none: what the platform adds is shown raw, never hidden. */
export function nameOf(names: Readonly<Record<string, string>>, raw: string): string {
  return Object.hasOwn(names, raw) ? (names[raw] ?? raw) : raw;
}

/**
 * The pointer as the catalogue has it: any place in a list, and any entry by its key, is `*`; what there is several of
 * has the names of what there is one of.
 */
export function generalPointer(pointer: string): string {
  return pointer
    .replace(/\/(\d+|\*)(?=\/|$)/g, '/*')
    .replace(/^\/(PoP|HAS|Connection)MultiInfo\/\*\//, '/$1Info/')
    .replace(/^\/PoPInfo\/address\//, '/address/')
    .replace(/^\/(notes|attachments|labels)\/[^/]+/, '/$1/*')
    .replace(/^\/work\/ftu\/fibres\/[^/]+/, '/work/ftu/fibres/*');
}

/** The name of a field by its JSON pointer; a place in a list is written `*` in the catalogue. */
export function fieldNameOf(fields: Readonly<Record<string, string>>, pointer: string): string {
  if (Object.hasOwn(fields, pointer)) return nameOf(fields, pointer);
  const general = generalPointer(pointer);
  return Object.hasOwn(fields, general) ? nameOf(fields, general) : pointer;
}
